import { realTime } from '../../../domain/time/clock.ts';
import { dueOf } from './cadence.ts';
import { undisturbedCarts } from './undisturbed.ts';
import type { Acceptance, Evidence } from './evidence.ts';
import { grouped, type History } from './history.ts';

/** Something that must never happen, and the case in which it did. */
export interface Violation {
  readonly rule: keyof typeof rules;
  readonly what: string;
}

/** What the judge holds a run against. */
export const rules = {
  unanswered: 'every row of the raw file was answered 202, as the event that it is',
  duplicateKey: 'one acceptance for a key',
  duplicateStep: 'one acceptance for a (recipient, cart, step)',
  afterPurchase: 'no message claimed after a purchase whose 202 came before the claim',
  withoutConsent: 'no message to someone without consent',
  stranger: 'no message to an address or about a cart that the store never told',
  early: 'no reminder before the idle period after the last touch known at its claim',
  missing: 'a reminder for every cart that nothing stood in the way of',
  unclaimed: 'every message carries the instant of its claim, and was accepted after it',
} as const;

/** How long before the end of the idle period a timer may fire, in real milliseconds. */
const earlyTolerance = 50;

/** Everything in `evidence` that must not be. */
export const findViolations = (evidence: Evidence, history: History): readonly Violation[] => [
  ...unanswered(evidence),
  ...duplicates('duplicateKey', evidence.acceptances, ({ key }) => key),
  ...duplicates('duplicateStep', evidence.acceptances, ({ to, cart, step }) => `${step} of ${cart} to ${to}`),
  ...evidence.acceptances.flatMap((message): readonly Violation[] => {
    const customer = history.customerOf.get(message.to);
    const cart = history.carts.get(message.cart);
    const name = `${message.step} of ${message.cart} to ${message.to}`;
    if (!customer || cart?.customer !== customer) return [{ rule: 'stranger', what: name } as const];
    if (!(message.claimedAt <= message.acceptedAt)) return [{ rule: 'unclaimed', what: name } as const];
    return [
      ...afterPurchase(message, customer, history).map((what) => ({ rule: 'afterPurchase', what }) as const),
      ...(mayWrite(message, customer, evidence, history) ? [] : [{ rule: 'withoutConsent', what: name } as const]),
      ...(isEarly(message, evidence, history) ? [{ rule: 'early', what: name } as const] : []),
    ];
  }),
  ...missing(evidence, history),
];

/** Which event a row must have become at least; the rest is a matter of the shop's rules. */
const mustBe: Readonly<Record<string, string>> = {
  purchase: 'order.placed',
  add_to_cart: 'cart.updated',
  product_view: 'product.viewed',
};

const unanswered = ({ rows, events }: Evidence): readonly Violation[] => {
  const answers = grouped(events, ({ id }) => id);
  return rows.flatMap(({ line, user, session, event }) => {
    const wanted = mustBe[event];
    const good = answers
      .get(`click_${String(line).padStart(5, '0')}`)
      ?.find(
        (answer) =>
          ['applied', 'ignored', 'duplicate'].includes(answer.fate) &&
          answer.customer === user &&
          (wanted === undefined || answer.type === wanted) &&
          (answer.cart === undefined || answer.cart === session),
      );
    return good ? [] : [{ rule: 'unanswered', what: `line ${line}: ${event} of ${user}` } as const];
  });
};

const missing = (evidence: Evidence, history: History): readonly Violation[] => {
  const reminded = new Set(evidence.acceptances.filter(({ step }) => step === 'reminder').map(({ cart }) => cart));
  return undisturbedCarts(evidence, history).flatMap(({ cart, customer }) =>
    reminded.has(cart) ? [] : [{ rule: 'missing', what: `${cart} of ${customer}` } as const],
  );
};

const duplicates = (
  rule: 'duplicateKey' | 'duplicateStep',
  acceptances: readonly Acceptance[],
  nameOf: (acceptance: Acceptance) => string,
): readonly Violation[] =>
  [...grouped(acceptances, nameOf)].flatMap(([name, group]) =>
    group.slice(1).map(() => ({ rule, what: `${name}: ${group.length} times` })),
  );

/**
 * A purchase ends every follow-up that an earlier touch asked for. Only a touch of the same cart that
 * happened after it may start another, and none if the cart itself was bought.
 */
const afterPurchase = (message: Acceptance, customer: string, { purchases, carts }: History): readonly string[] =>
  (purchases.get(customer) ?? [])
    .filter(({ answeredAt }) => answeredAt < message.claimedAt)
    .filter(
      (purchase) =>
        purchase.cart === message.cart ||
        !carts.get(message.cart)!.touches.some(({ occurredAt }) => occurredAt > purchase.occurredAt),
    )
    .map(
      ({ answeredAt }) =>
        `${message.step} of ${message.cart} claimed ${message.claimedAt - answeredAt} ms after the answer to a purchase`,
    );

/** The newest act of consent counts; one whose answer was still on its way at the claim may count or not. */
const mayWrite = (message: Acceptance, customer: string, { clock }: Evidence, { consents }: History): boolean => {
  const acts = (consents.get(customer) ?? []).filter(
    ({ occurredAt }) => realTime(occurredAt, clock) <= message.claimedAt,
  );
  const known = acts.filter(({ answeredAt }) => answeredAt < message.claimedAt).at(-1);
  const onTheirWay = acts.filter(({ answeredAt }) => answeredAt >= message.claimedAt);
  return [known, ...onTheirWay].some((act) => act?.consent === 'granted');
};

const isEarly = (message: Acceptance, { clock, calendar }: Evidence, { carts }: History): boolean => {
  if (message.step !== 'reminder') return false;
  const known = carts.get(message.cart)!.touches.filter(({ answeredAt }) => answeredAt < message.claimedAt);
  const last = known.at(-1);
  return (
    last !== undefined &&
    message.claimedAt < realTime(dueOf('reminder', last.occurredAt, calendar), clock) - earlyTolerance
  );
};
