import type { Queries } from '../../db/client.ts';
import { eventUuid } from '../../db/ids.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { route } from '../route/route.ts';
import type { Decision, RoutedEvent } from '../route/routing.ts';
import { carryOut } from './carry-out.ts';
import type { Derived } from './derive.ts';
import { readFacts } from './facts.ts';
import type { Identified } from './identify.ts';
import type { Mint } from './mint.ts';

/** What was told, applied already, and what it meant by itself. */
interface Origin {
  readonly store: StoreRow;
  /** What names it: what follows from it has names made of this. */
  readonly name: string;
  /** When it happened. */
  readonly at: Millis;
  readonly customers: Identified;
  readonly decisions: readonly Decision[];
  readonly now: Millis;
  readonly mint?: Mint;
}

/** What follows from an event, routed after the event itself: what that ended is over already. */
export const routeDerived = async (
  queries: Queries,
  specs: readonly JourneySpec[],
  { store, name, at, customers, decisions: before, now, mint }: Origin,
  derived: readonly Derived[],
): Promise<{ readonly decisions: readonly Decision[]; readonly statements: readonly (() => Promise<void>)[] }> => {
  const customer = customers.owner;
  const over = new Set(before.flatMap((one) => (one.kind === 'exit' ? [one.run] : [])));
  const decisions: Decision[] = [];
  const statements: (() => Promise<void>)[] = [];
  for (const type of new Set(derived.map((one) => one.type))) {
    const known = { now, calendar: store.calendar, outdated: false, ordered: false };
    const facts = await readFacts(queries, store.id, specs, { type, ids: {}, at, customer }, customers, known);
    const live = facts.live.filter(({ id }) => !over.has(id));
    for (const [index, { ids }] of derived.filter((one) => one.type === type).entries()) {
      const routed: RoutedEvent = { type, ids, at, customer };
      const routing = route(routed, specs, { ...facts, live });
      const eventId = eventUuid(store.id, `${name}/${type}/${index}`);
      decisions.push(...routing.decisions);
      statements.push(
        ...carryOut(
          queries,
          { specs, store, customer, routed, eventId, now, live, ...(mint && { mint }) },
          routing.decisions,
        ),
      );
    }
  }
  return { decisions, statements };
};
