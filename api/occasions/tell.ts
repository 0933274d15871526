import type { Database, Queries } from '../../db/client.ts';
import { lockCustomers, readCustomer } from '../../db/customers/customers.ts';
import {
  dueOccasions,
  forgetOccasion,
  hasOrder,
  type OccasionRow,
  readOccasions,
  writeOccasion,
} from '../../db/occasions/occasions.ts';
import { listStores } from '../../db/pages/stores.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import { readModes } from '../../db/switches/modes.ts';
import { morningOf, nextYearly } from '../../domain/civil/yearly.ts';
import type { CustomerId } from '../../domain/ids.ts';
import { type JourneySpec, triggersOf } from '../../domain/journey.ts';
import { type OccasionKind, occasionLead } from '../../domain/occasions.ts';
import { stricter, wholeStore } from '../../domain/switches/sending-mode.ts';
import type { Clock } from '../../domain/time/clock.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { Mint } from '../intake/mint.ts';
import { routeDerived } from '../intake/route-derived.ts';
import { nextTelling, planOccasions, zoneOf } from './plan.ts';

const hour = 3_600_000;

/** So many customers of a store are looked at before the next store has its turn. */
const mostAtOnce = 200;

const eventOf = { birthday: 'birthday.near', 'first-order': 'anniversary.near' } as const satisfies Record<
  OccasionKind,
  string
>;

export interface OccasionDeps {
  readonly db: Database;
  readonly specs: readonly JourneySpec[];
  /** The store's time. */
  readonly clock: Clock;
  readonly mint?: Mint;
}

/** Whether a journey begins with a day of the year. */
export const isOfDays = (spec: JourneySpec): boolean =>
  triggersOf(spec).some((type) => Object.values(eventOf).includes(type as never));

/**
 * Tells journeys of the days that come, each once: the run begins and the day is noted as told in one transaction, under
 * the customer's lock. A store that uses none of them costs one statement.
 *
 * @returns how many runs began or ended, and whether more days wait.
 */
export const tellOccasions = async (deps: OccasionDeps): Promise<{ readonly told: number; readonly more: boolean }> => {
  const { db, specs, clock } = deps;
  const concerned = specs.filter(isOfDays);
  let told = 0;
  let more = false;
  for (const store of concerned.length > 0 ? await listStores(db) : []) {
    const modes = await readModes(db, store.id);
    const said = (journey: string) => modes.find((one) => one.journey === journey)?.mode;
    const isOff = ({ name, begins = 'on' }: JourneySpec) =>
      stricter(said(wholeStore) ?? 'on', said(name) ?? begins) === 'off';
    if (concerned.every(isOff)) continue;
    const due = await dueOccasions(db, store.id, new Date(clock.now()), mostAtOnce);
    more ||= due.length === mostAtOnce;
    for (const { customerId, kind } of due) {
      told += await db.transaction(async (queries) => tellOne(queries, deps, store, { customer: customerId, kind }));
    }
  }
  return { told, more };
};

const tellOne = async (
  queries: Queries,
  deps: OccasionDeps,
  store: StoreRow,
  { customer, kind }: { readonly customer: CustomerId; readonly kind: OccasionKind },
): Promise<number> => {
  const [locked] = await lockCustomers(queries, [customer]);
  const now = deps.clock.now();
  const row = (await readOccasions(queries, customer)).find((one) => one.kind === kind);
  if (!row || row.nextAt.getTime() > now) return 0;
  if (!locked || locked.mergedInto !== null || locked.erasedAt !== null) {
    await forgetOccasion(queries, customer, kind);
    return 0;
  }
  const profile = (await readCustomer(queries, customer))!;
  const zone = zoneOf(profile, store);
  // A merge may have brought another birthday.
  if (kind === 'birthday' && profile.birthday !== row.day) {
    await planOccasions({ queries, store, customer, now: new Date(now) }, { ...profile, birthday: row.day }, profile);
    return 0;
  }
  const date = nextYearly(row.day, { now, zone, told: row.told, ...(row.since !== null && { from: row.since + 1 }) });
  const morning = morningOf(date, zone);
  // The whole of a year may have passed while its journey was off.
  const isComing = morning - occasionLead <= now + hour;
  const next = isComing ? { ...row, told: date } : row;
  await writeOccasion(queries, { ...next, nextAt: nextTelling(next, { now, zone }) });
  if (!isComing || (kind === 'first-order' && !(await hasOrder(queries, customer)))) return 0;
  return begin(queries, deps, { store, customer, row: next, now, morning });
};

/** The trigger counts whole hours to the morning of the day, so that the day itself need not be named. */
const begin = async (
  queries: Queries,
  { specs, mint }: Pick<OccasionDeps, 'specs' | 'mint'>,
  {
    store,
    customer,
    row,
    now,
    morning,
  }: {
    readonly store: StoreRow;
    readonly customer: CustomerId;
    readonly row: OccasionRow;
    readonly now: Millis;
    readonly morning: Millis;
  },
): Promise<number> => {
  const inHours = Math.ceil((morning - now) / hour);
  const { decisions, statements } = await routeDerived(
    queries,
    specs,
    {
      store,
      customers: { owner: customer, matched: [customer], also: [], visitors: [] },
      name: `${row.kind}/${customer}/${row.told}`,
      at: morning - inHours * hour,
      now,
      decisions: [],
      ...(mint && { mint }),
    },
    [{ type: eventOf[row.kind], ids: { inHours: String(inHours) } }],
  );
  for (const send of statements) await send();
  return decisions.length;
};
