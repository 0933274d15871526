/** Thrown when no key that works has this id. */
export class KeyUnknownError extends Error {
  override readonly name = 'KeyUnknownError';
  readonly code = 'KEY_UNKNOWN';
  constructor(id: string) {
    super(`No key that works has the id ${id}. \`npm run key -- list\` shows them.`);
  }
}

/** Thrown when a key is asked for that cannot be; the message says what to ask for, `field` which part of the wish it is about. */
export class KeyRefusedError extends Error {
  override readonly name = 'KeyRefusedError';
  readonly code = 'KEY_REFUSED';
  readonly field: 'scope' | 'expires' | 'kind' | 'origin' | undefined;
  constructor(message: string, field?: 'scope' | 'expires' | 'kind' | 'origin') {
    super(message);
    this.field = field;
  }
}
