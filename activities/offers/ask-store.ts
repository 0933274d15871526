import { Webhook } from 'standardwebhooks';
import type { LeaseWish } from '../../db/offers/lease.ts';
import type { AskStore } from './lease-code.ts';

export interface StoreApiOptions {
  /** Signs the requests as Standard Webhooks are signed: `whsec_` and the key in base64. */
  readonly secret: string;
  readonly timeoutMillis?: number;
}

/** Short: the message's own call of the provider follows in the same attempt. */
const defaultTimeoutMillis = 1_500;

/** What a shop may answer with: one line that can be typed. */
const codeShape = /^[!-~]{1,40}$/;

/** Answers that mean that the shop gives no more of this offer. */
const noneLeft: ReadonlySet<number> = new Set([404, 409, 410]);

/**
 * Has the shop's own system make a code: `POST` with an `Idempotency-Key`, signed as
 * https://www.standardwebhooks.com; asked again with the same key it must answer with the same code. Nothing personal
 * is told.
 *
 * @throws StoreAwayError when the shop does not answer, or not with a code
 */
export const askStoreApi =
  ({ secret, timeoutMillis = defaultTimeoutMillis }: StoreApiOptions): AskStore =>
  async (url, wish) => {
    const body = JSON.stringify(bodyOf(wish));
    const at = new Date();
    const response = await fetch(url, {
      method: 'POST',
      // A redirect would carry the request, and its signature, somewhere else.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMillis),
      headers: {
        'content-type': 'application/json',
        'idempotency-key': wish.step,
        'webhook-id': wish.step,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(wish.step, at, body),
      },
      body,
    }).catch((error: unknown) => {
      throw new StoreAwayError((error as Error).name);
    });
    if (noneLeft.has(response.status)) return undefined;
    if (!response.ok) throw new StoreAwayError(`HTTP ${response.status}`);
    const answer: unknown = await response.json().catch(() => undefined);
    const code = typeof answer === 'object' && answer !== null && 'code' in answer ? answer.code : undefined;
    if (typeof code !== 'string' || !codeShape.test(code)) throw new StoreAwayError('an answer without a usable code');
    return code;
  };

const bodyOf = ({ store, offer, terms, expiresAt, step }: LeaseWish) => ({
  store,
  offer,
  gives: terms.gives,
  validUntil: expiresAt.toISOString(),
  key: step,
});

/** Thrown when the shop cannot be asked at the moment; its code may come later. */
export class StoreAwayError extends Error {
  override readonly name = 'StoreAwayError';
  readonly code = 'STORE_AWAY';
  constructor(why: string) {
    super(`the shop's system made no code: ${why}`);
  }
}
