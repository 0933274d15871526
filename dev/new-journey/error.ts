/** Thrown when an answer cannot become a journey; `field` is the one that is wrong. */
export class NewJourneyError extends Error {
  override readonly name = 'NewJourneyError';
  readonly code = 'NEW_JOURNEY';
  readonly field: string;

  constructor(field: string, fact: string, remedy: string) {
    super(`${field}: ${fact}; ${remedy} [NEW_JOURNEY]`);
    this.field = field;
  }
}
