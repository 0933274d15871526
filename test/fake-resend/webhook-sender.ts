import { setTimeout as wait } from 'node:timers/promises';
import { svixHeaders } from './webhook.ts';

export interface WebhookSenderOptions {
  /** Where Resend posts to; asked anew for each attempt. */
  readonly url: () => string;
  readonly secret: string;
  /** From 0 to 1, as `Math.random`: chooses how often, in which order and how late. */
  readonly random?: () => number;
  /** How often each event is posted at most, once it was taken. */
  readonly mostTimes?: number;
  /** The longest delay of one posting, in milliseconds. */
  readonly mostDelayMillis?: number;
}

export interface Posting {
  /** Svix's id of the event. */
  readonly id: string;
  readonly body: string;
}

/**
 * Posts events as Svix does for Resend: signed anew at each attempt, again until one is answered 2xx, also when the
 * connection breaks; late, out of order and more than once. Resolves with the attempts that it took.
 */
export const deliverWebhooks = async (
  postings: readonly Posting[],
  { url, secret, random = () => 0, mostTimes = 1, mostDelayMillis = 0 }: WebhookSenderOptions,
): Promise<number> => {
  let attempts = 0;
  const post = async ({ id, body }: Posting): Promise<boolean> => {
    attempts += 1;
    const headers = { 'content-type': 'application/json', ...svixHeaders(secret, body, { id }) };
    return fetch(url(), { method: 'POST', headers, body, signal: AbortSignal.timeout(15_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  };
  const deliver = async (posting: Posting): Promise<void> => {
    await wait(random() * mostDelayMillis);
    while (!(await post(posting))) await wait(50 + random() * 200);
  };
  const planned = postings.flatMap((posting) =>
    Array.from({ length: 1 + Math.floor(random() * mostTimes) }, () => ({ posting, at: random() })),
  );
  const queue = planned.toSorted((a, b) => a.at - b.at).map(({ posting }) => posting);
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) await deliver(next);
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return attempts;
};
