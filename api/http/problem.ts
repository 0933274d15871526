import type { Flaw } from '../events/flaw.ts';

/** An answer that refuses a request: what, why, and what to do. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly flaws: readonly Flaw[];
  readonly retryAfterSeconds: number | undefined;

  constructor(
    status: number,
    code: string,
    message: string,
    more: { readonly flaws?: readonly Flaw[]; readonly retryAfterSeconds?: number; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.status = status;
    this.code = code;
    this.flaws = more.flaws ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}
