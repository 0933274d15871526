import { basename } from 'node:path';
import {
  chooseIntentCut,
  type IntentCounts,
  type IntentOutcome,
  intentScore,
  judgeIntentCut,
} from '../../../domain/scores/signals/intent.ts';
import { fractionOf } from '../../../domain/split.ts';
import { ScoreFileError } from '../file-error.ts';
import { readTable } from '../read-table.ts';

export interface IntentOptions {
  readonly json?: true;
}

/** What is asked of the future: an order within a week. */
const within = 7 * 86_400_000;
/** So long without an event ends a visit; the score is taken at its end. */
const visitEnds = 30 * 60_000;

/** What events of logs are called, ours and those of analytics. */
const kinds: Readonly<Record<string, 'view' | 'cart' | 'checkout' | 'order'>> = {
  'product.viewed': 'view',
  product_view: 'view',
  view: 'view',
  'cart.updated': 'cart',
  add_to_cart: 'cart',
  'checkout.started': 'checkout',
  shipping_details: 'checkout',
  'order.placed': 'order',
  purchase: 'order',
};

interface LogEvent {
  readonly at: number;
  readonly kind: 'view' | 'cart' | 'checkout' | 'order';
  readonly product: string;
}

/**
 * `npm run score -- intent`: from which intent score on customers buy within a week. Each visit of an event log is scored at its
 * end, by what came before alone, and looked at a week later. Half of the customers choose the cut, by a hash of their ids,
 * and what it brings is counted of the other half.
 */
export const intent = async (path: string, { json }: IntentOptions): Promise<void> => {
  const { outcomes: halves, customers } = await readOutcomes(path);
  const outcomes = halves.flat();
  if (outcomes.length === 0)
    throw new ScoreFileError(`${basename(path)} has no visit that can be looked at a week later.`);
  const chosen = chooseIntentCut(halves[0]);
  const holdout = chosen && judgeIntentCut(halves[1], chosen.cut);
  const bands = [0, 1, 2, 4, 8, 16, 32, Number.POSITIVE_INFINITY].slice(0, -1).map((from, i, all) => {
    const own = outcomes.filter(({ score }) => score >= from && score < (all[i + 1] ?? Number.POSITIVE_INFINITY));
    return { from, visits: own.length, buy: share(own) };
  });
  const found = {
    customers,
    visits: outcomes.length,
    buy: share(outcomes),
    cut: chosen?.cut ?? null,
    rule: chosen?.rule ?? null,
    holdout: holdout ?? null,
    bands,
  };
  if (json) return console.log(JSON.stringify(found, null, 2));
  console.log(
    `${basename(path)}: ${found.visits} visits of ${customers} customers; after ${percent(found.buy)} of them an order came within a week`,
  );
  console.log('  score from    visits       buy');
  for (const { from, visits, buy } of bands)
    console.log(
      `  ${String(from).padStart(10)}${String(visits).padStart(10)}${(visits === 0 ? '-' : percent(buy)).padStart(10)}`,
    );
  if (!chosen || !holdout) return console.log('Too few orders came to choose a cut from.');
  console.log(
    chosen.rule === 'three_times'
      ? `From ${chosen.cut.toFixed(2)} on three times as many buy as of all, in the half that chooses.`
      : `No score is followed by three times as many orders. The cut is where most buyers and fewest others are (Youden): ${chosen.cut.toFixed(2)}.`,
  );
  const { above, visits, buyers, times, found: part } = holdout;
  console.log(
    `In the other half: ${above.buyers} of ${above.visits} visits from there on buy, ${buyers} of all ${visits}: ${times.value.toFixed(2)} times as often (${times.low.toFixed(2)} to ${times.high.toFixed(2)}), and ${percent(part)} of the buyers are among them. ${times.low > 1 ? 'Policy segments, highIntent.' : 'That is not proven to be more than chance: leave the policy as it is, or give it more orders.'}`,
  );
};

const readOutcomes = async (path: string) => {
  const customers = new Map<string, LogEvent[]>();
  let last = Number.NEGATIVE_INFINITY;
  const columns = [
    ['customer_id', 'user_id'],
    ['event', 'type'],
    ['timestamp', 'occurred_at'],
  ];
  for await (const { line, cells } of readTable(path, columns)) {
    const at = Date.parse(instantText(cells['timestamp'] ?? cells['occurred_at'] ?? ''));
    if (Number.isNaN(at)) throw new ScoreFileError(`Line ${line}: the time cannot be read.`);
    last = Math.max(last, at);
    const kind = kinds[cells['event'] ?? cells['type'] ?? ''];
    const customer = cells['customer_id'] ?? cells['user_id'] ?? '';
    const own = customers.get(customer) ?? [];
    // Where a log names no products, each look is one at another.
    if (kind) own.push({ at, kind, product: cells['product_id'] ?? `line ${line}` });
    customers.set(customer, own);
  }
  const outcomes: [IntentOutcome[], IntentOutcome[]] = [[], []];
  for (const [customer, events] of customers)
    outcomes[fractionOf(`intent/${customer}`) < 0.5 ? 0 : 1].push(
      ...outcomesOf(
        events.toSorted((a, b) => a.at - b.at),
        last,
      ),
    );
  return { outcomes, customers: customers.size };
};

/** A time without a zone is taken as it is: only what lies between two counts. */
const instantText = (text: string): string =>
  /(?:Z|[+-]\d\d:?\d\d)$/u.test(text) ? text : `${text.replace(' ', 'T')}Z`;

/** One customer's visits, each scored at its end; those that end in an order have had their outcome. */
const outcomesOf = (events: readonly LogEvent[], last: number): readonly IntentOutcome[] =>
  events.flatMap((event, index) => {
    const next = events[index + 1];
    const ends = next === undefined || next.at - event.at > visitEnds;
    if (!ends || event.kind === 'order' || event.at + within > last) return [];
    const known = events.slice(0, index + 1);
    const products = new Map<string, { visits: { at: number }[]; cartedAt?: number }>();
    for (const { kind, product, at } of known) {
      if (kind !== 'view' && kind !== 'cart') continue;
      const own = products.get(product) ?? { visits: [] };
      if (kind === 'view') own.visits.push({ at });
      else own.cartedAt = at;
      products.set(product, own);
    }
    const since = known.findLast(({ kind }) => kind === 'order')?.at;
    const checkouts = known.flatMap(({ kind, at }) => (kind === 'checkout' ? [at] : []));
    const { score } = intentScore([...products.values()] satisfies IntentCounts[], checkouts.slice(-1), {
      now: event.at,
      since,
    });
    const bought = events.some(({ kind, at }) => kind === 'order' && at > event.at && at <= event.at + within);
    return [{ score, bought }];
  });

const share = (outcomes: readonly IntentOutcome[]): number =>
  outcomes.length === 0 ? 0 : outcomes.filter(({ bought }) => bought).length / outcomes.length;

const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;
