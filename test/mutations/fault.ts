/** A mistake that somebody could make: a small change of one file, which a test of that very requirement must notice. */
export interface Fault {
  /** The row of docs/requirements.md. */
  readonly row: `R${number}`;
  /** The mistake in words. */
  readonly what: string;
  readonly file: string;
  /** A text that stands in the file once. */
  readonly find: string;
  /** What is put in its place. */
  readonly plant: string;
  /** The file with the test that must fail, with the row in its title. No server is there. */
  readonly test: string;
  /** PostgreSQL is there, with the tables of the repository as it is; absent: it is not. */
  readonly needs?: 'database';
}

/** The file with the mistake in it. @throws Error when the text does not stand there exactly once. */
export const planted = ({ file, find, plant }: Fault, text: string): string => {
  const times = text.split(find).length - 1;
  if (times !== 1) throw new Error(`${file}: “${find}” is there ${times} times, and once is wanted`);
  // As it stands: no pattern of a replacement.
  return text.replace(find, () => plant);
};

/** Whether a title names a row: R1 is not R11. */
export const names = (title: string, row: Fault['row']): boolean => new RegExp(`\\b${row}\\b`, 'u').test(title);
