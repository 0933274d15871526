import { cpSync, linkSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/u, '');

const sources = [
  'activities',
  'api',
  'background',
  'cli',
  'config',
  'db',
  'dev',
  'domain',
  'telemetry',
  'temporal',
  'test',
  'themes',
  'worker',
  'workflows',
  'docs/journeys.md',
  'package.json',
  'tsconfig.json',
  '.oxfmtrc.json',
];

/** Large, and read by no test that runs in a copy. */
const left = ['dev/demo/data', 'dev/temporal/go', 'test/histories', 'test/templates/golden'];

/** A folder of its own for copies of the repository, which find its packages; `remove` it at the end. */
export const openCopies = () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'relance-copies-')));
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    /** The repository's sources as they are now, to be changed at will. */
    copy: (name: string): string => {
      const copy = join(folder, name);
      mkdirSync(copy);
      for (const source of sources) {
        cpSync(join(repository, source), join(copy, source), {
          recursive: true,
          // Of migrations the snapshots are for those who write the next one.
          filter: (path) => !left.includes(relative(repository, path)) && !path.endsWith('_snapshot.json'),
        });
      }
      return copy;
    },
    /** Another one of `copy`, made of its very files: whoever changes one takes it away first. */
    twin: (copy: string, name: string): string => {
      const twin = join(folder, name);
      mkdirSync(twin);
      for (const entry of readdirSync(copy, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name);
        if (entry.isDirectory()) mkdirSync(join(twin, relative(copy, path)), { recursive: true });
        else linkSync(path, join(twin, relative(copy, path)));
      }
      return twin;
    },
    remove: (): void => rmSync(folder, { recursive: true, force: true }),
  };
};
