import { readFileSync } from 'node:fs';
import { codeText } from '../../api/policies/offers.ts';

/** Lines shown of a file that is wrong. */
const mostShown = 5;

/**
 * The codes of a file, one a line; of a CSV file the first column, with or without the header `code`.
 *
 * @throws CodesFileError that names the lines
 */
export const readCodes = (path: string): readonly string[] => {
  const lines = readText(path)
    .split(/\r?\n/u)
    .map((line, index) => ({ number: index + 1, text: firstCell(line) }))
    .filter(({ number, text }) => text !== '' && !(number === 1 && text.toLowerCase() === 'code'));
  const wrong = lines.filter(({ text }) => !codeText.safeParse(text).success);
  if (wrong.length > 0) {
    const shown = wrong
      .slice(0, mostShown)
      .map(({ number, text }) => `line ${number}: ${JSON.stringify(text.slice(0, 60))}`);
    throw new CodesFileError(path, `${wrong.length} lines are no codes (${shown.join('; ')})`);
  }
  if (lines.length === 0) throw new CodesFileError(path, 'it has no code');
  return lines.map(({ text }) => text);
};

const firstCell = (line: string): string =>
  (line.split(/[,;\t]/u)[0] ?? '')
    .replace(/^\uFEFF/u, '')
    .trim()
    .replace(/^"(.*)"$/u, '$1');

const readText = (path: string): string => {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    throw new CodesFileError(path, (error as Error).message);
  }
};

/** Thrown when a file of codes cannot be used; nothing of it was imported. */
export class CodesFileError extends Error {
  override readonly name = 'CodesFileError';
  readonly code = 'CODES_FILE';
  constructor(path: string, cause: string) {
    super(`${path} was not imported: ${cause}. Write one code a line: 1 to 40 letters, digits and signs, no space.`);
  }
}
