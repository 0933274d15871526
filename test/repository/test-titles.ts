import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('..', import.meta.url));

export interface TestTitle {
  /** From the root of the project: `test/gate/claims.test.ts`. */
  readonly file: string;
  readonly title: string;
}

const beginnings = [
  /\b(?:test|it|describe)[\w.]*(?:\([^'"`]*\))?\(\s*(['"`])(.*?)\1/gs,
  // After rows of a `test.each` with texts in them.
  /^(?:\]|\}|\))[^\n'"`]*\)\(\s*(['"`])(.*?)\1/gms,
  // A row of a table of cases, which gives its test the title.
  /^ {2}\[\s*(['"`])(.*?)\1/gms,
];

/** Titles of all tests as they stand in the files, and in `*.cases.ts` where a long test file has parts; those that are put together when they run are not among them. */
export const testTitles = (): readonly TestTitle[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:test|cases)\.tsx?$/.test(file))
    .toSorted()
    .flatMap((file) => {
      const text = readFileSync(`${folder}${file}`, 'utf8');
      return beginnings.flatMap((beginning) =>
        [...text.matchAll(beginning)].map(([, , title]) => ({ file: `test/${file}`, title: title! })),
      );
    });
