import type { Person } from '../../../gate/world.ts';

/** How an order is made: by the product's intake, or by the same locks and writes in SQL, which is faster. */
export type OrderRoad = 'intake' | 'sql';

/** Which gate decides; `one-statement` is known to be wrong. */
export type GateKind = 'the gate' | 'one-statement';

/** What a process of the race is told: one side of one pair. */
export interface Turn {
  readonly pair: number;
  readonly person: Pick<Person, 'customer' | 'run' | 'email' | 'cart' | 'input' | 'key'>;
  readonly afterMillis: number;
  readonly act: { readonly as: 'order'; readonly road: OrderRoad } | { readonly as: 'gate'; readonly kind: GateKind };
}

/** What it answers when its side is over. */
export type TurnAnswer =
  | { readonly pair: number; readonly claimed: boolean }
  | { readonly pair: number; readonly error: string };
