import type { Queries } from '../../db/client.ts';
import { readSection } from '../../db/policies/section.ts';
import { dayNumber, dayText } from '../../db/scoring/days.ts';
import { type ModelRow, readActiveModels } from '../../db/scoring/models.ts';
import type { StatisticsRow } from '../../db/scoring/statistics.ts';
import type { NewLevel, NewScore, ScoredPage } from '../../db/scoring/write-scores.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import { civilTime, dayMillis } from '../../domain/civil/day.ts';
import type { ScoresPolicy } from '../../domain/policy/scores.ts';
import { judgeWatch } from '../../domain/scores/watch.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { createRowScorer } from '../scoring/score/score-row.ts';
import { scoringModels } from './scoring-models.ts';

/** Scores customers of one store by its active models, as of a day. */
export interface StoreScorer {
  readonly asOf: string;
  readonly page: (rows: readonly StatisticsRow[], at: Millis) => ScoredPage;
}

/** The civil day of a store. */
export const dayOfStore = ({ timezone }: Pick<StoreRow, 'timezone'>, now: Millis): string =>
  dayText(civilTime(now, timezone).day / dayMillis);

/** Undefined while the store has no model of orders. */
export const readStoreScorer = async (
  queries: Queries,
  store: Pick<StoreRow, 'id' | 'timezone'>,
  now: Millis,
): Promise<StoreScorer | undefined> => {
  const [active, policy, shop] = await Promise.all([
    readActiveModels(queries, store.id),
    readSection(queries, store.id, 'scores', new Date(now)),
    readSection(queries, store.id, 'shop', new Date(now)),
  ]);
  const orders = active.find(({ kind }) => kind === 'orders');
  if (!orders) return undefined;
  const spend = active.find(({ kind }) => kind === 'spend');
  return { asOf: dayOfStore(store, now), page: scorerOf(store, orders, spend, policy, shop.margin, now) };
};

/** What is remembered for all customers costs some milliseconds to make: kept for a few stores between batches. */
const scorers = new Map<string, ReturnType<typeof createRowScorer>>();
const mostScorers = 8;

const rowScorer = (...of: Parameters<typeof scoringModels>): ReturnType<typeof createRowScorer> => {
  const models = scoringModels(...of);
  const key = JSON.stringify(models);
  const known = scorers.get(key);
  if (known) return known;
  if (scorers.size >= mostScorers) scorers.delete(scorers.keys().next().value!);
  const made = createRowScorer(models);
  scorers.set(key, made);
  return made;
};

const scorerOf = (
  store: Pick<StoreRow, 'id' | 'timezone'>,
  orders: ModelRow,
  spend: ModelRow | undefined,
  policy: ScoresPolicy,
  margin: number | null,
  now: Millis,
): StoreScorer['page'] => {
  const score = rowScorer(orders, spend, policy, { margin });
  const asOf = dayOfStore(store, now);
  const today = dayNumber(asOf);
  const watches = Object.entries(policy.watches);
  return (rows, at) => {
    const found: NewScore[] = [];
    const gone: ScoredPage['gone'][number][] = [];
    const levels: NewLevel[] = [];
    for (const { customerId: customer, version, days, firstDay, lastDay, amount, firstAmount } of rows) {
      // Written out field by field: of a million customers, spread objects take most of the time.
      const watched = (values: Parameters<typeof judgeWatch>[1]): void => {
        for (const [watch, rule] of watches) {
          const { value, enters, stays } = judgeWatch(rule, values);
          levels.push({ customer, version, watch, value, enters, stays });
        }
      };
      if (firstDay === null || lastDay === null) {
        gone.push({ customer, version });
        watched(undefined);
        continue;
      }
      const dated = score({ days, firstDay, lastDay, amount, firstAmount }, today);
      const row = {
        customer,
        version,
        alive: dated.alive,
        churn: dated.churn,
        orders: dated.expectedOrders,
        spend: minorUnits(dated.expectedSpend),
        value: minorUnits(dated.lifetimeValue),
        next: dated.nextOrder ?? null,
        nextFrom: dated.nextOrderFrom ?? null,
        nextTo: dated.nextOrderTo ?? null,
        days,
        first: firstDay,
        last: lastDay,
      };
      found.push(row);
      watched({
        alive: row.alive,
        churn: row.churn,
        expectedOrders: row.orders,
        lifetimeValue: row.value,
        days,
      });
    }
    return {
      store: store.id,
      model: orders.id,
      spendModel: spend && found.some(({ spend: said }) => said !== null) ? spend.id : null,
      asOf,
      at: new Date(at),
      scores: found,
      gone,
      levels,
    };
  };
};

const minorUnits = (amount: number | undefined): number | null => (amount === undefined ? null : Math.round(amount));
