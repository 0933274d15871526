/** Why data cannot be fitted: each with its remedy in the message. */
export type UnfittableCode =
  /** A value that no history has: negative, not finite, a last purchase after the end. */
  | 'HISTORY_INVALID'
  | 'NO_CUSTOMERS'
  | 'NO_REPEAT_PURCHASES'
  /** Nobody was observed for any time. */
  | 'NO_TIME_OBSERVED'
  /** The data let a parameter be anything: the likelihood grows toward 0 or infinity, or is flat. */
  | 'MODEL_NOT_IDENTIFIED';

/** Thrown when data do not determine a model. No parameters are returned in its place: a guess must be the caller's. */
export class UnfittableError extends Error {
  override readonly name = 'UnfittableError';
  readonly code: UnfittableCode;
  constructor(code: UnfittableCode, message: string) {
    super(message);
    this.code = code;
  }
}
