import type { Random } from '../../../domain/random.ts';
import type { Cast } from '../cast/cast.ts';
import type { PlannedInjection, Scale } from '../part.ts';
import type { Shop } from '../shop/shop.ts';

export type InjectionDetail = NonNullable<PlannedInjection['detail']>;

/** What an injection acts on. */
export interface World {
  readonly cast: Cast;
  readonly shop: Shop;
  readonly scale: Scale;
  /** Unique in the part: names of what this injection plants begin with it. */
  readonly name: string;
  readonly progress: (line: string) => void;
  /** Asks the provider for what it does when nothing is broken. */
  readonly healProvider: () => Promise<void>;
}

/** What came of one injection. */
export interface Injected {
  /** More than one when it breaks several things at once, such as ten connections. */
  readonly injections?: number;
  /** From the end of the fault until the work that it hit was done again, in seconds. */
  readonly recoverySeconds?: readonly number[];
  /** Broken promises that no list would show. */
  readonly failures?: readonly string[];
  readonly notes?: readonly string[];
  /** What is still being watched when the next fault may begin; it ends in more of the same. */
  readonly later?: Promise<Omit<Injected, 'later'>>;
}

/** One kind of fault: a row of the table. */
export interface Injection {
  readonly fault: string;
  /** What the seed decides of one injection. */
  readonly draw?: (random: Random, scale: Scale) => InjectionDetail;
  /** Breaks, and mends again. Resolves when the next fault may begin. */
  readonly inject: (world: World, detail: InjectionDetail) => Promise<Injected>;
}
