import { createHash } from 'node:crypto';
import type { FileEvent } from './kind.ts';

/**
 * The same for the same thing of the same instant, whatever file it is read from: a file imported again, or
 * from where a kill left it, changes nothing twice. It holds no personal data.
 */
export const eventIdOf = ({ type, identity }: FileEvent): string =>
  `import/${type}/${createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32)}`;
