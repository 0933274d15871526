import { journeysPath, workflowBundle } from '../simulator/bundle.ts';
import { openSandbox } from '../simulator/sandbox.ts';
import * as journeys from '../../workflows/index.ts';
import { explore } from './explore.ts';
import { type Picture, pictureOf } from './picture.ts';

/** The pictures of every journey of the registry, in its order. */
export const allPictures = async (): Promise<readonly Picture[]> => {
  const sandbox = await openSandbox(await workflowBundle(journeysPath));
  try {
    const pictures: Picture[] = [];
    for (const journey of Object.values(journeys)) pictures.push(pictureOf(await explore(sandbox, journey)));
    return pictures;
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
