import { v7 } from 'uuid';
import type { Alias } from '../../db/customers/aliases.ts';
import type { Queries } from '../../db/client.ts';
import { eventUuid } from '../../db/ids.ts';
import { recallSuppressions } from '../../db/personal-data/returned.ts';
import type { InboxRow } from '../../db/road/inbox.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import { openAlerts } from '../alerts/open-alerts.ts';
import { idsOf, type StoreEvent } from '../events/catalogue.ts';
import { normalize } from '../events/normalize.ts';
import type { Change, ChangeContext } from './changes/change.ts';
import { changeOf } from './changes/changes.ts';
import { mergeInto } from './changes/merge.ts';
import { noteContact } from './contact.ts';
import { fateOf } from './fate.ts';
import { goesByInterests } from './goes-by-interests.ts';
import { identify, type Known, namesOf } from './identify.ts';
import { drawnIds } from './mint.ts';
import { noteTaken } from './note-taken.ts';
import type { Accepted, IntakeDeps, Origin, Received } from './received.ts';
import { tellJourneys } from './tell-journeys.ts';
import { TryAgain } from './try-again.ts';

interface Application {
  readonly known: Known;
  readonly origin: Origin;
  /** Writes the event down with its fate; false when another transaction was first. */
  readonly keep: (row: InboxRow) => Promise<boolean>;
}

/** Applies an event that is not in the inbox yet, or lies there in quarantine, and keeps it with its fate. */
export const applyEvent = async (
  deps: IntakeDeps,
  queries: Queries,
  store: StoreRow,
  received: Received,
  { known, origin, keep }: Application,
): Promise<Accepted> => {
  const names = namesOf(received.event);
  const event = normalize(received.event);
  const { specs } = deps;
  const at = new Date(event.occurredAt);
  const now = new Date(deps.clock.now());
  const mint = deps.mint ?? drawnIds;
  const customers = names && (await identify(queries, store.id, names, known, now, mint));
  if (names && deps.nameHash) {
    const all = [...names.aliases, ...names.also];
    await recallSuppressions(queries, deps.nameHash, store.id, unknownOf(all, known.aliases));
  }
  if (customers) await mergeInto(queries, customers.owner, customers.visitors);
  const change = await applyChange(specs, { queries, store, customers, at, now }, event);
  const ids = idsOf(store.id, event);

  const { routing, statements } = customers
    ? await tellJourneys(queries, specs, {
        store,
        event,
        id: eventUuid(store.id, event.id),
        ids,
        customers,
        acquaintance: {
          before: known.aliases.filter(({ customerId }) => customerId === customers.owner),
          named: names?.aliases ?? [],
        },
        change,
        origin,
        at,
        now,
        mint,
      })
    : { routing: { decisions: [], used: false }, statements: [] };
  const interests =
    customers && goesByInterests(specs) ? noteTaken(queries, { store: store.id, event, customers, at }) : [];
  if (change.product && origin !== 'imported') await openAlerts(queries, specs, { ...change.product, at, now });

  const fate = fateOf(change, routing, origin);
  const row: InboxRow = {
    id: v7(),
    storeId: store.id,
    eventId: event.id,
    type: event.type,
    occurredAt: at,
    customerId: customers?.owner ?? null,
    ids,
    body: received.body,
    hash: received.hash,
    fate: fate.fate,
    reason: fate.fate === 'ignored' ? fate.reason : null,
    receivedAt: now,
  };
  const [isFirst] = await Promise.all([
    keep(row),
    // A sign-up that nobody confirmed may be a stranger's.
    customers && !change.unconfirmed && noteContact(queries, { storeId: store.id, customerId: customers.owner }, event),
    ...[...statements, ...interests].map(async (send) => send()),
  ]);
  if (!isFirst) throw new TryAgain('the same event was accepted meanwhile');
  return { fate, told: routing.decisions.some(({ kind }) => kind !== 'touch') };
};

const unknownOf = (names: readonly Alias[], known: readonly Alias[]): readonly Alias[] =>
  names.filter((name) => !known.some(({ kind, value }) => kind === name.kind && value === name.value));

const applyChange = async (
  specs: readonly JourneySpec[],
  context: ChangeContext,
  event: StoreEvent,
): Promise<Change> => {
  const change = changeOf(specs, event.type) as ((context: object, event: StoreEvent) => Promise<Change>) | undefined;
  return (await change?.(context, event)) ?? { changed: false };
};
