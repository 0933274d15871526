import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Answers } from './answers/answers.ts';
import { NewJourneyError } from './error.ts';
import { journeyFile } from './files/journey-file.ts';
import { lettersFile, smsFile } from './files/letters-file.ts';
import { registries, textedOf } from './files/registries.ts';
import { testFile } from './files/test-file.ts';
import { kebab } from './names.ts';

/** A file as it is to be. */
export interface Change {
  readonly path: string;
  readonly text: string;
  readonly isNew: boolean;
}

/**
 * Everything that a new journey needs, worked out before anything is written.
 *
 * @throws NewJourneyError when a file is there already, or a registry is not as it was.
 */
export const changesOf = (answers: Answers, root: string): readonly Change[] => {
  const family = kebab(answers.name);
  const files: readonly (readonly [path: string, text: string])[] = [
    [`workflows/${family}.ts`, journeyFile(answers)],
    [`test/journeys/${family}.test.ts`, testFile(answers)],
    [`activities/templates/${family}/en.ts`, lettersFile(answers, 'en')],
    [`activities/templates/${family}/fr.ts`, lettersFile(answers, 'fr')],
    ...textedOf(answers).map(
      (step) => [`activities/templates/sms/${family}/${step.name}.ts`, smsFile(answers, step)] as const,
    ),
  ];
  for (const [path] of files) {
    if (existsSync(join(root, path)))
      throw new NewJourneyError('name', `${path} is there already`, 'choose another name');
  }
  return [
    ...files.map(([path, text]) => ({ path, text, isNew: true })),
    ...registries.flatMap(({ path, add }) => {
      const text = readFileSync(join(root, path), 'utf8');
      const changed = add(text, answers);
      return changed === text ? [] : [{ path, text: changed, isNew: false }];
    }),
  ];
};

/** Writes them, formatted as the repository is. */
export const writeChanges = async (changes: readonly Change[], root: string): Promise<void> => {
  for (const { path, text } of changes) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const formatter = join(dirname(createRequire(import.meta.url).resolve('oxfmt/package.json')), 'bin/oxfmt');
  await promisify(execFile)(process.execPath, [formatter, ...changes.map(({ path }) => path)], { cwd: root });
};
