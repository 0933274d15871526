import { journeysPath, workflowBundle } from '../simulator/bundle.ts';
import { openSandbox } from '../simulator/sandbox.ts';
import * as journeys from '../../workflows/index.ts';
import { explore, type JourneyMap } from './explore.ts';
import type { Picture } from './picture.ts';

/** Every journey of the registry, walked, in its order. */
export const allMaps = async (): Promise<readonly JourneyMap[]> => {
  const sandbox = await openSandbox(await workflowBundle(journeysPath));
  try {
    const maps: JourneyMap[] = [];
    for (const journey of Object.values(journeys)) maps.push(await explore(sandbox, journey));
    return maps;
  } finally {
    await sandbox.close();
  }
};

/** The page that lists them. */
export const indexPage = (pictures: readonly Picture[]): string =>
  [
    '# The journeys',
    '',
    'Each one as its customers meet it, made by `npm run journeys`.',
    '',
    ...pictures.map(({ file, text }) => `- [${text.split(' ', 1)[0]}](${file}.md)`),
    '',
  ].join('\n');
