import { randomUUID } from 'node:crypto';
import { readEvent } from '../../../../api/events/read-event.ts';
import { acceptEvent } from '../../../../api/intake/accept.ts';
import type { Database } from '../../../../db/client.ts';
import { nameHash } from '../../../../db/personal-data/name-hash.ts';
import { readStore } from '../../../../db/shop/stores.ts';
import type { JourneySpec } from '../../../../domain/journey.ts';
import type { Clock } from '../../../../domain/time/clock.ts';
import { toInstant } from '../../../../domain/time/instant.ts';
import { store } from '../../world.ts';
import type { NotedKind } from '../play/commit-order.ts';
import type { History } from '../history/history.ts';
import type { Cast } from '../play/plant.ts';
import { endedByOrder, type Story } from '../story/story.ts';
import type { Timeline, Told } from '../history/timeline.ts';

/** What the acts of a story are done with and noted in. */
export interface Stage {
  readonly db: Database;
  readonly clock: Clock;
  /** Counts what happens in this process. */
  readonly tick: () => number;
  readonly story: Story;
  readonly cast: Cast;
  readonly history: History;
  /** Keys in the order in which the provider accepted them. */
  readonly accepted: () => readonly string[];
}

type Change = (told: Omit<Told<unknown>, 'value'>) => void;

/** What an act changed, and where its commit is found among those that claims wait for. */
export interface Done {
  readonly changes: readonly Change[];
  readonly commit?: readonly [kind: NotedKind, about: string];
}

export const nothing: Done = { changes: [] };

export const change =
  <Value>(timeline: Timeline<Value>, value: Value): Change =>
  (told) =>
    void timeline.push({ ...told, value });

export const hash = nameHash(Buffer.alloc(32, 3));

/** What intake must know of the journeys: what stops them. Nothing starts them here. */
export const specs: readonly JourneySpec[] = endedByOrder.map((name) => ({
  name,
  trigger: [{ name: 'referral.converted' }],
  reentry: 'always',
  exitOn: [{ name: 'order.placed' }],
  purpose: 'marketing',
  rank: 'cart',
  expires: '1 day',
}));

/** An event as the shop tells it now. */
export const tell = async (
  { db, clock }: Stage,
  type: string,
  data: object,
  customer?: { readonly id: string },
): Promise<void> => {
  const at = clock.now();
  const body = { id: randomUUID(), type, occurredAt: toInstant(at), ...(customer && { customer }), data };
  const reading = readEvent(body, at);
  if (!reading.ok) throw new Error(JSON.stringify(reading.flaws));
  const shop = (await readStore(db, store))!;
  const { fate } = await acceptEvent({ db, clock, specs, nameHash: hash }, shop, reading.received);
  if (fate.fate !== 'applied' && !(fate.fate === 'ignored' && fate.reason === 'no_journey')) {
    throw new Error(`${type} was ${JSON.stringify(fate)}`);
  }
};
