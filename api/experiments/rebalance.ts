import { recordAct } from '../../db/access/audit.ts';
import type { Database } from '../../db/client.ts';
import { readBatches } from '../../db/experiments/read-arms.ts';
import { listShares, markAsked, putShares, type SharesRow, whileRebalancing } from '../../db/experiments/shares.ts';
import { listStores } from '../../db/pages/stores.ts';
import { readSection } from '../../db/policies/section.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import { isKnown } from '../../domain/experiments/answer.ts';
import { batchesOf } from '../../domain/experiments/reallocation/batches-of.ts';
import { isWorthwhile, nextShares } from '../../domain/experiments/reallocation/shares.ts';
import type { Experiment, JourneySpec, Rebalance } from '../../domain/journey.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { durationMillis } from '../../domain/time/duration.ts';

export interface RebalanceDeps {
  readonly db: Database;
  readonly specs: readonly JourneySpec[];
  /** The store's time. */
  readonly clock: Clock;
}

/** What became of an experiment that was looked at. */
export interface Rebalanced {
  readonly store: string;
  readonly experiment: string;
  readonly outcome: 'rebalanced' | 'unchanged' | 'margin_unknown' | 'unanswerable';
}

/** In between customers come under the same parts: batches stay few, and one day's results do not chase the next. */
const every = durationMillis('1 day');
/** A year of customers teaches. */
const remembered = durationMillis('365 days');

/**
 * Gives the arms of every experiment whose customers follow the better arm their parts of the next customers, by what
 * customers of whom the whole window is known came to. Each experiment once a day; several processes may ask.
 *
 * @returns what became of those that were due.
 */
export const rebalanceAll = async (deps: RebalanceDeps): Promise<readonly Rebalanced[]> => {
  const following = deps.specs.flatMap(({ name, experiments = [] }) =>
    experiments.flatMap(({ rebalance, ...one }) =>
      rebalance ? [{ ...one, rebalance, id: `${name}/${one.name}` }] : [],
    ),
  );
  if (following.length === 0) return [];
  const done: Rebalanced[] = [];
  for (const store of await listStores(deps.db)) {
    for (const one of following) {
      const outcome = await whileRebalancing(deps.db, async () => rebalance(deps, store, one));
      if (outcome) done.push({ store: store.id, experiment: one.id, outcome });
    }
  }
  return done;
};

interface Following extends Pick<Experiment, 'arms'> {
  readonly id: string;
  readonly rebalance: Rebalance;
}

/** Undefined: nobody has come yet, or it was looked at today. */
const rebalance = async (
  { db, clock }: RebalanceDeps,
  store: StoreRow,
  { id, arms, rebalance: { floor, window, metric } }: Following,
): Promise<Rebalanced['outcome'] | undefined> => {
  const now = new Date(clock.now());
  const versions = await listShares(db, store.id, [id]);
  const [current] = versions;
  if (!current || +now - +(current.askedAt ?? current.at) < every) return undefined;
  const { margin } = await readSection(db, store.id, 'shop', now);
  if (metric === 'margin' && margin === null) return asked(db, current, now, 'margin_unknown');
  const sums = await readBatches(db, {
    store: store.id,
    currency: store.currency,
    experiment: id,
    since: new Date(+now - remembered),
    until: now,
    window: durationMillis(window),
    past: 0,
    ...(metric === 'margin' && { margin: margin! / 100 }),
  });
  const names = Object.keys(arms);
  const next = nextShares(names, batchesOf(names, versions, sums), floor);
  if (!isKnown(next)) return asked(db, current, now, 'unanswerable');
  if (!isWorthwhile(current.shares, next.shares)) return asked(db, current, now, 'unchanged');
  await db.transaction(async (queries) => {
    const version = current.version + 1;
    const own = { storeId: store.id, experiment: id, version, reason: 'rebalanced', at: now, ...next } as const;
    if (!(await putShares(queries, own))) return;
    await recordAct(queries, {
      at: +now,
      actor: 'process:api',
      act: 'experiment.rebalanced',
      subject: `experiment/${id}`,
      store: store.id,
      detail: { version, ...next.shares },
    });
  });
  return 'rebalanced';
};

const asked = async (
  db: Database,
  current: SharesRow,
  at: Date,
  outcome: Rebalanced['outcome'],
): Promise<Rebalanced['outcome']> => {
  await markAsked(db, current, at);
  return outcome;
};
