/** Thrown when something is wrong with letters. */
export class LettersFlawedError extends Error {
  override readonly name = 'LettersFlawedError';
  readonly code = 'LETTERS_FLAWED';
  constructor(flaws: readonly string[]) {
    super(`${flaws.length} flaws:\n  ${flaws.join('\n  ')}\nMend the templates; \`npm run preview\` shows them.`);
  }
}
