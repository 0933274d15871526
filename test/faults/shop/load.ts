import type { Random } from '../../../domain/random.ts';
import { type DemoClock, storeTime } from '../../../domain/time/clock.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { between, pick } from '../seed.ts';
import { drawLife, productIds, type Telling } from './lives.ts';
import type { Shop } from './shop.ts';
import type { ShopEvent } from './shop-event.ts';

export interface LoadOptions {
  readonly shop: Shop;
  readonly clock: DemoClock;
  readonly random: Random;
  /** Starts every id, so that two loads of one run do not meet. */
  readonly prefix: string;
  /** Customers a second who fill a cart. */
  readonly livesPerSecond: number;
  /** Views and other events that no journey uses, a second; posted a hundred at a time. */
  readonly viewsPerSecond: number;
  /** While it says so no customers begin, and nobody is behind because of it. */
  readonly isBehind: () => boolean;
  /** Called when an api refuses for good: a defect of the load or of the product. */
  readonly onRefused: (error: Error) => void;
}

export interface Load {
  /** Customers begun. */
  lives(): number;
  /** Begins no more lives; resolves when those begun have told all. */
  stop(): Promise<void>;
}

/** One post of views. */
const viewsBatch = 100;

/** So many posts of views are under way at most: a slow api makes the shop wait, not drown it. */
const maxViewPosts = 2;

/** So many posts may wait for an answer: an outage delays the shop, it does not fill its memory. */
const maxPending = 200;

const tickMillis = 50;

/** The day of a shop: customers begin at a steady rate, each tells its life at its own moments. */
export const startLoad = (options: LoadOptions): Load => {
  const { shop, clock, random, prefix } = options;
  const now = (): string => toInstant(storeTime(Date.now(), clock));
  const telling = new Set<Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();
  const names: string[] = [`${prefix}-0`];
  let lives = 0;
  let events = 0;
  let views = 0;
  let viewPosts = 0;
  const startedAt = Date.now();
  // How long the shop held back because nobody answered.
  let held = 0;
  // How long no customer began because the machine was behind.
  let idle = 0;

  const post = async (batch: readonly ShopEvent[]): Promise<void> => {
    const posted = shop.post(batch).then(
      () => undefined,
      (error: unknown) => options.onRefused(error as Error),
    );
    telling.add(posted);
    await posted;
    telling.delete(posted);
  };
  const postViews = async (): Promise<void> => {
    views += viewsBatch;
    viewPosts += 1;
    await post(Array.from({ length: viewsBatch }, view));
    viewPosts -= 1;
  };
  const event = ({ type, customer, data }: Omit<Telling, 'at'>): ShopEvent => ({
    id: `${prefix}-${(events += 1)}`,
    type,
    occurredAt: now(),
    customer,
    data,
  });
  const begin = (): void => {
    const life = drawLife(random, `${prefix}-${(lives += 1)}`, 3_600_000 / clock.rate);
    names.push(life.name);
    for (const one of life.tellings) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        void post([event(one)]);
      }, one.at);
      timers.add(timer);
    }
  };
  const view = (): ShopEvent => {
    const name = names[Math.max(0, names.length - 1 - between(random, 0, 500))]!;
    const type = random() < 0.9 ? 'product.viewed' : 'wishlist.added';
    return event({ type, customer: { id: name }, data: { productId: pick(random, productIds) } });
  };
  const tick = (): void => {
    if (shop.pending() > maxPending) {
      held += tickMillis;
      return;
    }
    const seconds = (Date.now() - startedAt - held) / 1000;
    if (options.isBehind()) idle += tickMillis;
    else while (lives < (seconds - idle / 1000) * options.livesPerSecond) begin();
    if (viewPosts < maxViewPosts && views + viewsBatch <= seconds * options.viewsPerSecond) void postViews();
  };

  void post(
    productIds
      .map((productId) => ({
        ...event({ type: 'product.upserted', customer: {}, data: { productId, title: `Thing ${productId}` } }),
      }))
      .map(({ customer: _none, ...product }) => product),
  );
  const ticking = setInterval(tick, tickMillis);
  return {
    lives: () => lives,
    stop: async () => {
      clearInterval(ticking);
      while (timers.size > 0 || telling.size > 0) {
        await new Promise((resolve) => {
          setTimeout(resolve, 50);
        });
      }
    },
  };
};
