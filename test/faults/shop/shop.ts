import { createWriteStream } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, ask } from './ask.ts';
import type { AcknowledgedEvent, ShopEvent } from './shop-event.ts';

/** How one event of a post was answered. */
export interface Fate {
  readonly id: string | null;
  readonly fate: string;
  readonly reason?: string;
}

/** One post that was answered with 2xx. */
export interface Post {
  /** The first try and the answer, in milliseconds of this machine's clock. */
  readonly postedAt: number;
  readonly answeredAt: number;
  readonly fates: readonly Fate[];
}

/** A shop's platform: posts to the apis in turn and tries again until it hears 2xx. */
export interface Shop {
  /**
   * Resolves when every event was answered with 2xx.
   *
   * @throws RefusedError when an api answers 4xx, which no retry would change.
   */
  post(events: readonly ShopEvent[], options?: PostOptions): Promise<Post>;
  /** One try at one api, whatever it answers; undefined when nothing came back. Not noted as told. */
  tryOnce(api: number, body: string, contentType?: string): Promise<Answer | undefined>;
  /** Everything that was answered with 2xx and kept, by id. */
  readonly acknowledged: ReadonlyMap<string, AcknowledgedEvent>;
  /** Every id that was ever posted, answered or not. */
  readonly told: ReadonlySet<string>;
  /** Every post that was answered with 2xx. */
  readonly posts: readonly Pick<Post, 'postedAt' | 'answeredAt'>[];
  /** Posts under way. */
  pending(): number;
  /** Answers that were not 2xx, by status; `none` counts lost connections. */
  readonly refusals: Readonly<Record<string, number>>;
  stop(): void;
}

export interface PostOptions {
  /** The api of the first try; the next one in turn when it is left out. */
  readonly api?: number;
}

/** Thrown when the api refuses what the shop says: waiting would not help. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly code = 'FAULTS_REFUSED';
  readonly answer: Answer;
  constructor(answer: Answer) {
    super(`POST /v1/events answered ${answer.status}: ${JSON.stringify(answer.body).slice(0, 300)}`);
    this.answer = answer;
  }
}

/** Pauses between tries, in milliseconds; the last one is repeated. */
const pauses = [50, 100, 200, 400, 800, 1_000];

/** @param urls of the apis. @param folder receives `acknowledged.ndjson`, for whoever judges anew. */
export const openShop = (urls: readonly string[], key: string, folder: string): Shop => {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const file = createWriteStream(join(folder, 'acknowledged.ndjson'));
  const acknowledged = new Map<string, AcknowledgedEvent>();
  const told = new Set<string>();
  const posts: Pick<Post, 'postedAt' | 'answeredAt'>[] = [];
  const refusals: Record<string, number> = {};
  let pending = 0;
  let turn = 0;
  let stopped = false;

  const tryOnce = async (api: number, body: string, contentType = 'application/json'): Promise<Answer | undefined> =>
    ask(agent, `${urls[api % urls.length]}/v1/events`, key, body, contentType);

  const keep = (event: ShopEvent, fate: string, times: Pick<Post, 'postedAt' | 'answeredAt'>): void => {
    // The first answer counts: what comes later are repetitions.
    if (acknowledged.has(event.id)) return;
    const { cartId, orderId } = event.data as { readonly cartId?: string; readonly orderId?: string };
    const kept: AcknowledgedEvent = {
      id: event.id,
      type: event.type,
      occurredAt: event.occurredAt,
      customer: event.customer ?? {},
      ...(cartId !== undefined && { cartId }),
      ...(orderId !== undefined && { orderId }),
      fate,
      ...times,
    };
    acknowledged.set(event.id, kept);
    file.write(`${JSON.stringify(kept)}\n`);
  };

  const post = async (events: readonly ShopEvent[], options: PostOptions = {}): Promise<Post> => {
    for (const { id } of events) told.add(id);
    const body = JSON.stringify(events);
    const postedAt = Date.now();
    let api = options.api ?? (turn += 1);
    for (let attempt = 0; ; attempt++) {
      const answer = await tryOnce(api, body);
      if (answer && answer.status >= 200 && answer.status < 300) {
        const times = { postedAt, answeredAt: Date.now() };
        const { events: fates } = answer.body as { readonly events: readonly Fate[] };
        for (const [index, event] of events.entries()) {
          const { fate } = fates[index]!;
          if (fate !== 'invalid' && fate !== 'conflict') keep(event, fate, times);
        }
        posts.push(times);
        return { ...times, fates };
      }
      const why = answer ? String(answer.status) : 'none';
      refusals[why] = (refusals[why] ?? 0) + 1;
      if (answer && answer.status < 500 && answer.status !== 429) throw new RefusedError(answer);
      if (stopped) throw new Error('the shop closed before its events were accepted');
      const pause = pauses[Math.min(attempt, pauses.length - 1)]!;
      await wait(Math.min(answer?.retryAfterMillis ?? pause, 2_000));
      api += 1;
    }
  };

  return {
    post: async (events, options) => {
      pending += 1;
      try {
        return await post(events, options);
      } finally {
        pending -= 1;
      }
    },
    tryOnce,
    acknowledged,
    told,
    posts,
    pending: () => pending,
    refusals,
    stop: () => {
      stopped = true;
      agent.destroy();
      file.end();
    },
  };
};
