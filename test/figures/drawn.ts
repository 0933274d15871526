import fc from 'fast-check';

/** An order that a shop tells of, and what becomes of it. */
export interface Order {
  readonly who: number;
  /** Hours after the opening. */
  readonly hour: number;
  readonly amount: number;
  readonly currency: 'EUR' | 'USD';
  readonly fate: 'kept' | 'cancelled' | 'returned' | 'refunded';
}

/** A message in the ledger. */
export interface Message {
  readonly who: number;
  readonly hour: number;
  readonly journey: string;
  readonly channel: 'email' | 'sms';
  readonly state: 'accepted' | 'delivered' | 'bounced' | 'complained' | 'withheld' | 'failed' | 'unknown';
  readonly purpose: 'marketing' | 'transactional';
  readonly clicked: 'no' | 'person' | 'scanner';
}

const who = fc.integer({ min: 0, max: 3 });
export const order: fc.Arbitrary<Order> = fc.record({
  who,
  hour: fc.constantFrom(-900, -30, -1, 0, 1, 20, 71, 72, 73, 100, 203, 204, 300),
  amount: fc.constantFrom(0, 1_000, 2_550, 9_999),
  currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'USD'),
  fate: fc.constantFrom('kept', 'kept', 'kept', 'cancelled', 'returned', 'refunded'),
});
export const message: fc.Arbitrary<Message> = fc.record({
  who,
  hour: fc.constantFrom(-73, -72, -71, -1, 0, 1, 19, 20, 70, 99, 203),
  journey: fc.constantFrom('seasonalCountdown', 'cartAbandonment', 'winBack'),
  channel: fc.constantFrom('email', 'email', 'sms'),
  state: fc.constantFrom(
    'accepted',
    'delivered',
    'delivered',
    'bounced',
    'complained',
    'withheld',
    'failed',
    'unknown',
  ),
  purpose: fc.constantFrom('marketing', 'marketing', 'marketing', 'transactional'),
  clicked: fc.constantFrom('no', 'no', 'person', 'scanner'),
});

/** A story in which orders follow messages: those that are drawn may have none. */
export const letter: Message = {
  who: 1,
  hour: 19,
  journey: 'seasonalCountdown',
  channel: 'email',
  state: 'delivered',
  purpose: 'marketing',
  clicked: 'person',
};
export const reminder: Message = {
  ...letter,
  who: 2,
  hour: 20,
  journey: 'cartAbandonment',
  channel: 'sms',
  clicked: 'no',
};
export const boughtAfterLetters: Order[] = [20, 71, 72, 73, 100].flatMap((hour) =>
  [1, 2].map((one): Order => ({ who: one, hour, amount: 2_550, currency: 'EUR', fate: 'kept' })),
);
