import { setTimeout as wait } from 'node:timers/promises';
import type { Cast } from '../cast/cast.ts';
import { cart, order, poster } from './customer-events.ts';

export interface Traffic {
  /** Ids of the events that were answered 202. */
  readonly acknowledged: readonly string[];
  /** How long each answer took, in milliseconds. */
  readonly ackMillis: readonly number[];
  /** Answers that were not 202, by status. */
  readonly refused: Readonly<Record<number, number>>;
}

/**
 * Shoppers at a steady rate for `seconds`: each fills a cart, and a second later buys it. An answer that is late
 * holds up no later shopper, so that slowness shows as slowness.
 */
export const steadyTraffic = async (
  cast: Cast,
  options: { readonly name: string; readonly perSecond: number; readonly seconds: number },
): Promise<Traffic> => {
  const post = poster(cast);
  const acknowledged: string[] = [];
  const ackMillis: number[] = [];
  const refused: Record<number, number> = {};
  const tell = async (event: Parameters<typeof post>[0] & { readonly id: string }): Promise<void> => {
    const { status, millis } = await post(event);
    if (status !== 202) {
      refused[status] = (refused[status] ?? 0) + 1;
      return;
    }
    acknowledged.push(event.id);
    ackMillis.push(millis);
  };
  const shop = async (name: string): Promise<void> => {
    await tell(cart(name));
    await wait(1_000);
    await tell(order(name));
  };
  const shoppers: Promise<void>[] = [];
  const begun = performance.now();
  for (let n = 0; n < options.perSecond * options.seconds; n++) {
    await wait(Math.max(0, begun + (n * 1_000) / options.perSecond - performance.now()));
    shoppers.push(shop(`${options.name}-${n}`));
  }
  await Promise.all(shoppers);
  return { acknowledged, ackMillis, refused };
};
