/** Thrown when a file holds no theme that could be saved. */
export class ThemeInvalidError extends Error {
  override readonly name = 'ThemeInvalidError';
  readonly code = 'THEME_INVALID';
  constructor(file: string, flaws: readonly string[]) {
    super(`${file} is no theme:\n  ${flaws.join('\n  ')}`);
  }
}
