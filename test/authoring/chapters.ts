import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Block } from './blocks.ts';

/** A test of the page, with the journeys as they stand on it there. */
interface Chapter {
  readonly title: string;
  readonly test: string;
  /** Every file of it. */
  readonly files: readonly string[];
}

/**
 * Lays the page's blocks out in a copy of the repository. The same journey grows through the page: each of its tests has a
 * folder with the journeys as they are there, beside the copy's own framework and test kit.
 */
export const layOut = (blocks: readonly Block[], copy: string): readonly Chapter[] => {
  const journeys = new Map<string, string>();
  const untested = new Set<string>();
  const chapters: Chapter[] = [];
  for (const { path, text, isBody } of blocks) {
    if (path === undefined) continue;
    if (path.startsWith('test/')) {
      const chapter = layChapter(copy, chapters.length + 1, { path, text }, journeys);
      for (const imported of chapter.imported) untested.delete(imported);
      chapters.push(chapter);
    } else if (path.startsWith('workflows/')) {
      if (untested.has(path)) throw new Error(`${path} is shown anew before a test of it ran`);
      journeys.set(path, isBody ? withBody(journeys.get(path)!, text) : text);
      untested.add(path);
    } else {
      writeFileSync(join(copy, path), text);
    }
  }
  if (untested.size > 0) throw new Error(`no test runs ${[...untested].join()}`);
  return chapters;
};

const layChapter = (
  copy: string,
  number: number,
  { path, text }: { readonly path: string; readonly text: string },
  journeys: ReadonlyMap<string, string>,
): Chapter & { readonly imported: readonly string[] } => {
  const folder = join(copy, 'chapters', String(number));
  const write = (file: string, content: string): string => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
    return join(folder, file);
  };
  const own = new Set([simulator, ...journeys.keys()]);
  /** What is none of the chapter's own is the copy's. */
  const inPlace = (file: string, content: string): string =>
    content.replaceAll(/(?<= from ')\.[^']+/gu, (specifier) => {
      const target = join(dirname(file), specifier);
      return own.has(target) ? specifier : relative(dirname(join(folder, file)), join(copy, target));
    });
  const imported = [...text.matchAll(/'\.\.\/\.\.\/(workflows\/[\w-]+\.ts)'/gu)].map(([, file]) => file!);
  const shown = imported.map((file) => {
    const journey = journeys.get(file);
    if (journey === undefined) throw new Error(`${path}: ${file} is not shown before`);
    for (const [, name] of journey.matchAll(/^export const (\w+) = journey\(/gmu)) {
      // One bundle has every version, each under a name of its own.
      appendFileSync(
        join(copy, 'workflows/index.ts'),
        `export { ${name} as ${name}${number} } from '../chapters/${number}/${file}';\n`,
      );
    }
    return write(file, inPlace(file, journey));
  });
  const files = [...shown, write(path, inPlace(path, text)), write(simulator, simulatorOf(number))];
  return { title: `${number}: ${path}`, test: join(folder, path), files, imported };
};

/** The journey with another body. */
const withBody = (journey: string, body: string): string => {
  const at = journey.indexOf('  async (j) => {');
  return `${journey.slice(0, at)}${body});\n`;
};

const simulator = 'test/simulate/use-simulator.ts';

/** The test kit's own simulator, which finds a chapter's journeys under their names in the bundle. */
const simulatorOf = (
  number: number,
): string => `import { useSimulator as useBundle } from '${'../'.repeat(4)}${simulator}';

export const useSimulator = (): ReturnType<typeof useBundle> => {
  const play = useBundle();
  return (journey, options) => {
    const spec = { ...journey.spec, name: \`\${journey.spec.name}${number}\` };
    return play(Object.assign(journey.bind(undefined), { spec }), options);
  };
};
`;
