import type { Queries } from '../../db/client.ts';
import { wasToldHistory } from '../../db/road/inbox.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { IntakeDeps } from '../intake/received.ts';
import { carryOut } from '../intake/carry-out.ts';
import { readFacts } from '../intake/facts.ts';
import { drawnIds } from '../intake/mint.ts';
import { route } from '../route/route.ts';
import type { RoutedEvent } from '../route/routing.ts';

/** A day and a half: until the night after it has counted everybody. */
const historyMillis = 36 * 3_600_000;

interface Told {
  readonly store: StoreRow;
  readonly routed: RoutedEvent;
  readonly eventId: string;
  readonly now: Millis;
}

/** Tells the journeys of one event about a customer, who is locked. @returns true when Temporal has something to be told. */
export const tellOne = async (
  { specs, mint = drawnIds }: Pick<IntakeDeps, 'specs' | 'mint'>,
  queries: Queries,
  { store, routed, eventId, now }: Told,
): Promise<boolean> => {
  const { customer } = routed;
  const whom = { owner: customer, matched: [customer], also: [], visitors: [] };
  // What history brings about begins nothing, nor does the run over the whole store that comes after it.
  const since = new Date(routed.at - historyMillis);
  const imported = await wasToldHistory(queries, customer, since);
  const known = { now, calendar: store.calendar, outdated: false, ordered: false, imported };
  const facts = await readFacts(queries, store.id, specs, routed, whom, known);
  const { decisions } = route(routed, specs, facts);
  const occasion = { specs, store, customer, routed, eventId, now, live: facts.live, mint };
  for (const send of carryOut(queries, occasion, decisions)) await send();
  return decisions.some(({ kind }) => kind !== 'touch');
};
