import { type SQL, sql } from 'drizzle-orm';
import type { Fact, Range } from '../../domain/definitions/definition.ts';
import { intentHalfLife, intentHalfLives, intentWeights } from '../../domain/scores/signals/intent.ts';
import type { Question } from './question.ts';
import { instant, visitedAt, within } from './terms.ts';

type SignalName = 'tier' | 'affinity' | 'prices' | 'engagement' | 'bestHour' | 'intent' | 'nextCategory' | 'lastEvent';

/** A fact that a signal says of somebody. */
export type SignalFact = Extract<Fact, Partial<Record<SignalName, unknown>>>;

const names: Readonly<Record<SignalName, true>> = {
  tier: true,
  affinity: true,
  prices: true,
  engagement: true,
  bestHour: true,
  intent: true,
  nextCategory: true,
  lastEvent: true,
};

export const isOfSignals = (fact: Fact): fact is SignalFact => Object.keys(fact).some((key) => key in names);

/**
 * A fact about a signal as an expression of SQL about the customer `c`. What is not their own but the shop's, for want of acts
 * of theirs, is true of nobody; intent is counted as of now, the rest is stored.
 */
export const compileSignal = (fact: SignalFact, question: Question): SQL => {
  if ('tier' in fact) return stored(sql`g.tier = ${fact.tier}`);
  if ('affinity' in fact) return affinity(fact.affinity);
  if ('prices' in fact) return prices(fact.prices);
  if ('engagement' in fact) return engagement(fact.engagement);
  if ('bestHour' in fact) return bestHour(fact.bestHour);
  if ('lastEvent' in fact) return lastEvent(fact.lastEvent);
  return 'intent' in fact ? within(intentNow(question), fact.intent) : nextCategory(fact.nextCategory);
};

/** Whether a condition holds of the row `g` of their signals. */
const stored = (condition: SQL): SQL =>
  sql`coalesce((select ${condition} from signals g where g.customer_id = c.id), false)`;

const all = (conditions: readonly SQL[]): SQL => sql`(${sql.join([...conditions], sql` and `)})`;

const affinity = ({ category, share, lift }: Extract<Fact, { affinity: unknown }>['affinity']): SQL => {
  const isOwn = sql`(g.details -> 'affinity' ->> 'acts')::int > 0`;
  if (!share && !lift)
    return stored(sql`${isOwn} and g.details -> 'affinity' -> 'categories' -> 0 ->> 'category' = ${category}`);
  const of = (field: SQL): SQL => sql`select (one ->> ${field})::float8
    from signals g, jsonb_array_elements(g.details -> 'affinity' -> 'categories') one
    where g.customer_id = c.id and ${isOwn} and one ->> 'category' = ${category}`;
  return all([...(share ? [within(of(sql`'share'`), share)] : []), ...(lift ? [within(of(sql`'lift'`), lift)] : [])]);
};

/** Of whom too little is known nothing is said. */
const prices = ({ sensitive, index }: Extract<Fact, { prices: unknown }>['prices']): SQL =>
  all([
    ...(sensitive === undefined ? [] : [stored(sql`g.price_sensitive = ${sensitive}`)]),
    ...(index
      ? [
          within(
            sql`select g.price_index from signals g where g.customer_id = c.id and g.price_sensitive is not null`,
            index,
          ),
        ]
      : []),
  ]);

const engagement = ({
  channel,
  messages = { atLeast: 1 },
  ...rate
}: Extract<Fact, { engagement: unknown }>['engagement']): SQL => {
  const of = (field: SQL): SQL => sql`select (g.details -> 'channels' -> ${channel}::text ->> ${field})::float8
    from signals g where g.customer_id = c.id and (g.details -> 'channels' -> ${channel}::text ->> 'messages')::int > 0`;
  return all([within(of(sql`'rate'`), rate), within(of(sql`'messages'`), messages)]);
};

/** Bins of two hours, by the hour at which they begin; past midnight where the first hour is the later one. */
const bestHour = ({ from, to }: Extract<Fact, { bestHour: unknown }>['bestHour']): SQL => {
  const begins = [sql`2 * g.best_hour >= ${from}::int`, sql`2 * g.best_hour < ${to}::int`];
  return stored(sql`g.best_hour_by = 'customer' and (${sql.join(begins, from < to ? sql` and ` : sql` or `)})`);
};

const nextCategory = ({ category, ...probability }: Extract<Fact, { nextCategory: unknown }>['nextCategory']): SQL => {
  const isOwn = sql`g.details -> 'next' ->> 'by' = 'model'`;
  return isBound(probability)
    ? within(
        sql`select (one ->> 'probability')::float8
          from signals g, jsonb_array_elements(g.details -> 'next' -> 'categories') one
          where g.customer_id = c.id and ${isOwn} and one ->> 'category' = ${category}`,
        probability,
      )
    : stored(sql`${isOwn} and g.details -> 'next' -> 'categories' -> 0 ->> 'category' = ${category}`);
};

const lastEvent = ({ result, score }: Extract<Fact, { lastEvent: unknown }>['lastEvent']): SQL =>
  all([
    ...(result ? [stored(sql`g.details -> 'event' ->> 'result' = ${result}`)] : []),
    ...(score
      ? [
          within(
            sql`select (g.details -> 'event' ->> 'score')::float8 from signals g where g.customer_id = c.id`,
            score,
          ),
        ]
      : []),
  ]);

const isBound = (range: Range): boolean => Object.values(range).some((bound) => bound !== undefined);

/** Rows of products and carts are left out from here on: what is that old counts next to nothing. */
const intentReach = intentHalfLives * intentHalfLife;

/** The score of `intentScore`, of what the segment of high intent goes by. */
export const intentNow = ({ now }: Pick<Question, 'now'>): SQL => {
  const at = sql`${instant(now)}::timestamptz`;
  const from = sql`${instant(now - intentReach)}::timestamptz`;
  const { view, repeatView, cart, checkout } = intentWeights;
  return sql`select coalesce(sum(act.weight * power(2::float8, extract(epoch from act.at - ${at})::float8 * 1000 / ${intentHalfLife})), 0)
    from (
      select case when row_number() over (partition by i.product_id order by seen.at) = 1
        then ${view}::float8 else ${repeatView}::float8 end as weight, seen.at
      from interests i, jsonb_array_elements(i.visits) visit,
        lateral (select ${visitedAt} as at) seen
      where i.customer_id = c.id and i.last_at > ${from} and seen.at <= ${at} and seen.at > ${bought}
      union all select ${cart}::float8, i.carted_at from interests i where i.customer_id = c.id and i.last_at > ${from}
      union all select ${checkout}::float8, k.checkout_at from carts k
        where k.customer_id = c.id and k.state = 'open' and k.updated_at > ${from}) act
    where act.at <= ${at} and act.at > ${bought}`;
};

/** When the score may jump, as rows of `at`: the clock comes to an act, or a row of products or carts is too old to be looked at. */
export const intentJumps: SQL = sql`
  select unnest(array[${visitedAt}, i.carted_at]) as at from interests i
    left join lateral jsonb_array_elements(i.visits) visit on true where i.customer_id = c.id
  union all select i.last_at + ${intentReach}::float8 * interval '1 millisecond' from interests i where i.customer_id = c.id
  union all select unnest(array[k.checkout_at, k.updated_at + ${intentReach}::float8 * interval '1 millisecond'])
    from carts k where k.customer_id = c.id and k.state = 'open'`;

/** Their last order: what came before it is over. */
const bought = sql`coalesce((select l.at from last_contacts l where l.customer_id = c.id and l.kind = 'purchase'), '-infinity')`;
