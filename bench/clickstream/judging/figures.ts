import { realTime, storeTime } from '../../../domain/time/clock.ts';
import { cadence, dueOf } from './cadence.ts';
import type { Acceptance, Evidence } from './evidence.ts';
import { planted } from './files.ts';
import { grouped, type History } from './history.ts';
import { undisturbedCarts } from './undisturbed.ts';

/** An order this near to a message's due instant races with it, in real milliseconds. */
const race = 2_000;

export interface Figures {
  readonly rows: number;
  readonly events: number;
  readonly fates: Readonly<Record<string, number>>;
  readonly carts: number;
  readonly purchases: number;
  readonly messages: Readonly<Record<string, number>>;
  /** Purchases answered within two seconds of the instant at which a message of the customer was due, by step: of planted customers, and of the file's. */
  readonly races: {
    readonly planted: Readonly<Record<string, number>>;
    readonly own: Readonly<Record<string, number>>;
  };
  /** Messages claimed before the answer to a purchase and accepted after it: what no sender can call back. */
  readonly crossed: number;
  /** From claim to acceptance, in milliseconds: of all messages, and of the crossed ones. */
  readonly window: { readonly all: Percentiles; readonly crossed: Percentiles };
  readonly undisturbed: { readonly carts: number; readonly reminded: number; readonly reassured: number };
}

export interface Percentiles {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export const figuresOf = (evidence: Evidence, history: History): Figures => {
  const { rows, events, acceptances } = evidence;
  const crossed = acceptances.filter((message) => isCrossed(message, history));
  const undisturbed = new Set(undisturbedCarts(evidence, history).map(({ cart }) => cart));
  const got = (step: string) =>
    new Set(acceptances.filter((one) => one.step === step && undisturbed.has(one.cart)).map(({ cart }) => cart)).size;
  return {
    rows: rows.length,
    events: new Set(events.map(({ id }) => id)).size,
    fates: counted(events.map(({ fate }) => fate)),
    carts: history.carts.size,
    purchases: [...history.purchases.values()].reduce((sum, { length }) => sum + length, 0),
    messages: counted(acceptances.map(({ step }) => step)),
    races: {
      planted: counted(racesOf(evidence, history, (customer) => customer.startsWith(planted))),
      own: counted(racesOf(evidence, history, (customer) => !customer.startsWith(planted))),
    },
    crossed: crossed.length,
    window: { all: windows(acceptances), crossed: windows(crossed) },
    undisturbed: { carts: undisturbed.size, reminded: got('reminder'), reassured: got('reassurance') },
  };
};

const isCrossed = ({ to, claimedAt, acceptedAt }: Acceptance, { customerOf, purchases }: History): boolean =>
  (purchases.get(customerOf.get(to) ?? '') ?? []).some(
    ({ answeredAt }) => claimedAt <= answeredAt && answeredAt < acceptedAt,
  );

/** The step that each racing purchase raced with; when a message was due follows from what came before it. */
const racesOf = (
  { acceptances, clock, calendar }: Evidence,
  { purchases, cartsOf }: History,
  of: (customer: string) => boolean,
): readonly string[] => {
  const messagesOf = grouped(acceptances, ({ cart }) => cart);
  return [...purchases]
    .filter(([customer]) => of(customer))
    .flatMap(([customer, bought]) =>
      bought.flatMap(({ answeredAt }) => {
        const steps = (cartsOf.get(customer) ?? []).flatMap(({ cart, touches }) => {
          // The store's instants from which each step's wait counts: the last touch, then each claim.
          const touch = touches.findLast((one) => one.answeredAt <= answeredAt + race);
          const claims = cadence.map(({ step }) => claimOf(messagesOf.get(cart), step));
          const starts = [touch?.occurredAt, ...claims.map((claim) => claim && storeTime(claim, clock))];
          return cadence.flatMap(({ step }, index) => {
            const start = starts[index];
            if (start === undefined) return [];
            const due = realTime(dueOf(step, start, calendar), clock);
            return Math.abs(due - answeredAt) <= race ? [step] : [];
          });
        });
        return steps.slice(0, 1);
      }),
    );
};

const claimOf = (messages: readonly Acceptance[] | undefined, step: string): number | undefined =>
  messages?.find((one) => one.step === step)?.claimedAt;

const windows = (messages: readonly Acceptance[]): Percentiles => {
  const sorted = messages.map(({ claimedAt, acceptedAt }) => acceptedAt - claimedAt).toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), max: sorted.at(-1) ?? Number.NaN };
};

const counted = (words: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...grouped(words, (word) => word)].map(([word, { length }]) => [word, length]));
