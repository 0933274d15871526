import { asc, eq, sql } from 'drizzle-orm';
import { beforeAll, beforeEach } from 'vitest';
import { makeApiKey } from '../../api/access/key-text.ts';
import { seasonTurn } from '../../api/season/work/turn.ts';
import {
  campaigns,
  customerAliases,
  customers,
  outbox,
  runs,
  segmentStandings,
  sendingModes,
  stores,
} from '../../db/schema/index.ts';
import type { CustomerId } from '../../domain/ids.ts';
import { seasonalCountdown } from '../../workflows/seasonal-countdown.ts';
import { addKey, cartSpec, noon, store, useIntake } from '../api/intake-server.ts';

export const countdown = { ...seasonalCountdown.spec, begins: 'on' as const };
export const hour = 3_600_000;
export const day = 24 * hour;

export const plan = {
  label: { fr: 'Soldes d’été', en: 'Summer sale' },
  opens: '2026-07-20T08:00',
  second: '2026-07-27T08:00',
  ends: '2026-08-10T23:00',
};

/** The id of the nth of them. */
export const idOf = (n: number) => `c0000000-0000-4000-8000-${String(n).padStart(12, '0')}` as CustomerId;

/** A shop with a campaign to plan, its key, and what is due of it done when a test says so. */
export const useSeason = () => {
  const intake = useIntake([countdown, cartSpec]);
  const key = makeApiKey();

  beforeAll(async () => addKey(intake.db, store, key, { scopes: ['operate', 'read'] }));
  beforeEach(async () => {
    const { db } = intake;
    await db.execute(sql`truncate ${customers}, ${campaigns}, inbox, ${sendingModes}, ${segmentStandings} cascade`);
    await db.update(stores).set({ calendar: [] });
    intake.clock.set(noon);
  });

  const ask = async (method: string, path: string, body?: object) => {
    const response = await intake.request(`/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const save = async (basedOn: number, changes: object = {}) =>
    ask('PUT', '/campaigns/summer', { campaign: { ...plan, ...changes }, basedOn, why: 'the season' });

  /** People with an address, by number: their ids are in order. */
  const addPeople = async (count: number, from = 1): Promise<void> => {
    const numbers = Array.from({ length: count }, (_, index) => from + index);
    await intake.db
      .insert(customers)
      .values(numbers.map((n) => ({ id: idOf(n), storeId: store, createdAt: new Date(noon - 10 * day) })));
    await intake.db
      .insert(customerAliases)
      .values(
        numbers.map((n) => ({ storeId: store, kind: 'email' as const, value: `p${n}@x.example`, customerId: idOf(n) })),
      );
  };
  const deps = { clock: intake.clock, specs: [countdown, cartSpec] };
  const turn = async (except: readonly string[] = []) => seasonTurn({ ...deps, db: intake.db }, except);
  /** Everything that is due now. */
  const workAll = async (): Promise<number> => {
    for (let turns = 0; ; turns++) if ((await turn()).outcome !== 'worked') return turns;
  };
  const runsNow = async () => intake.db.select().from(runs).orderBy(asc(runs.customerId));
  const told = async (kind: 'start' | 'signal') =>
    intake.db.select().from(outbox).where(eq(outbox.kind, kind)).orderBy(asc(outbox.id));
  const dispatched = async () => intake.db.update(outbox).set({ dispatchedAt: new Date(intake.clock.now()) });

  /** So many people in the campaign, and Temporal told. */
  const entered = async (people: number): Promise<void> => {
    await addPeople(people);
    await save(0);
    intake.clock.set(Date.parse('2026-06-21T06:00:00Z'));
    await workAll();
    await dispatched();
    await workAll();
    await dispatched();
  };

  return { intake, key, ask, save, addPeople, deps, turn, workAll, runsNow, told, dispatched, entered };
};
