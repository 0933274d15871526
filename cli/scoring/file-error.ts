/** Thrown when a file given to `npm run score` cannot be read as what it should be. */
export class ScoreFileError extends Error {
  override readonly name = 'ScoreFileError';
  readonly code = 'SCORE_FILE';
}
