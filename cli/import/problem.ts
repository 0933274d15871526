/** What is wrong with a line of a file; it is left out, the others are imported. */
export interface Problem {
  readonly line: number;
  /** Missing when the line as a whole is wrong. */
  readonly column?: string | undefined;
  readonly why: string;
}

/** Thrown by what reads a cell that cannot be read. */
export class CellError extends Error {
  override readonly name = 'CellError';
  readonly code = 'CELL';
  readonly problem: Problem;
  constructor(line: number, column: string, why: string) {
    super(`line ${line}, ${column}: ${why}`);
    this.problem = { line, column, why };
  }
}

/** Thrown before anything is imported when a file as a whole cannot be. */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly code = 'IMPORT_FILE';
}
