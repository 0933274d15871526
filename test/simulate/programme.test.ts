import { describe, expect, test } from 'vitest';
import { specs } from '../../api/specs.ts';
import { findPersona } from '../../cli/simulate/find-persona.ts';
import type { Persona } from '../../cli/simulate/persona.ts';
import { dayOf, pressureInWords, pressureOf } from '../../cli/simulate/programme/pressure.ts';
import type { ProgrammeOptions } from '../../cli/simulate/programme/play-programme.ts';
import { usePersonas } from './use-personas.ts';

const { programme } = usePersonas();
const day = 86_400_000;

const live = async (name: string, options?: ProgrammeOptions, changes: Partial<Persona> = {}) =>
  programme(specs, { ...(await findPersona(name)), ...changes }, options);

/** Lines of what was sent, with the day that they stand under. */
const sentIn = (lines: readonly string[]): readonly string[] => {
  let heading = '';
  return lines.flatMap((line) => {
    if (!line.startsWith(' ')) heading = line.slice(0, line.indexOf(','));
    return line.endsWith(' sent') ? [`${heading}${line.slice(1, -' sent'.length)}`] : [];
  });
};

describe('R285 R288 three people live through the whole programme', () => {
  test('a prospect hears who the shop is, one message a day at most, and then nothing for weeks', async () => {
    const { lines, pressure } = await live('newcomer');
    const sent = sentIn(lines);
    expect(sent[0]).toBe('Day 0 09:00 welcome: email welcome/popup');
    expect(sent).toContain('Day 3 13:00 browseAbandonment: email browse/reminder');
    // What looks and carts are answered with takes its place in the same caps, and each refusal says why.
    expect(lines.join('\n')).toMatch(/withheld \(the customer got as many messages as the caps allow\)/u);
    // The cart of the sixth day finds the place that the welcome left (R21).
    expect(sent).toContain('Day 6 11:00 cartAbandonment: email cart/reminder');
    expect(sent).toContain('Day 7 11:00 cartAbandonment: email cart/reassurance');
    expect(Math.max(...pressure.byDay.map(({ count }) => count))).toBe(1);
    expect(pressure.mostInAWeek).toBeLessThanOrEqual(4);
    expect(pressure.silence.to - pressure.silence.from).toBeGreaterThan(14);
    expect(pressure.transactional).toBe(0);
  });

  test('R117 R120 a VIP with a cart is followed up, and after the order hears of the order, not of the cart; of offers not for days', async () => {
    const { lines, pressure } = await live('vip');
    const sent = sentIn(lines);
    // An hour after the last touch, which was the checkout; then what removes doubts; the order comes before the offer.
    expect(sent).toContain('Day 3 12:00 cartAbandonment: email cart/reminder');
    expect(sent).toContain('Day 4 12:00 cartAbandonment: email cart/reassurance');
    expect(lines.join('\n')).not.toContain('cart/offer');
    expect(sent).toContain('Day 4 14:00 postPurchase: email order/confirmation');
    expect(sent).toContain('Day 5 10:00 parcelTracking: email order/shipped');
    const marketing = pressure.byDay.map((one) => one.day).filter((one) => one > 4);
    expect(Math.min(...marketing)).toBeGreaterThanOrEqual(8);
    expect(sent.join('\n')).toMatch(/Day 15 \d\d:\d\d postPurchase: email order\/review/u);
    expect(lines.join('\n')).toMatch(/stayInTouch: email join\/newsletter withheld \(the customer is in it already\)/u);
    expect(pressure).toMatchObject({ transactional: 2 });
  });

  test('somebody who has stayed away is answered when they look, and left alone else', async () => {
    const { lines, pressure } = await live('vip-dormant');
    expect(sentIn(lines)).toContain('Day 25 10:00 backInStock: email alert/back-in-stock');
    expect(pressure.byDay.every(({ day: on }) => on >= 10)).toBe(true);
    expect(pressure.transactional).toBe(0);
  });
});

test('R287 before the peak: cart, payment and shipping as on the great day itself', async () => {
  const cart = { cartId: 'cart-peak' };
  const order = { orderId: 'order-peak' };
  const { lines } = await live(
    'vip',
    { mode: 'dday', until: '20 days' },
    {
      life: [
        { type: 'cart.updated', after: '0s', data: cart },
        { type: 'checkout.started', after: '5 minutes', data: { ...cart, step: 'payment' } },
        { type: 'order.placed', after: '40 minutes', data: { ...cart, ...order } },
        { type: 'order.shipped', after: '30 hours', data: { ...order, parcelId: 'one' } },
        { type: 'order.shipped', after: '30 hours', data: { ...order, parcelId: 'one' } },
        { type: 'order.shipped', after: '31 hours', data: { ...order, parcelId: 'two' } },
        { type: 'order.delayed', after: '50 hours', data: order },
        { type: 'order.delivered', after: '6 days', data: order },
      ],
    },
  );
  const aboutIt = sentIn(lines).filter((line) => /cartAbandonment|postPurchase|parcelTracking|lateParcel/u.test(line));
  expect(aboutIt.slice(0, 6)).toEqual([
    // Ten minutes after the payment page was reached, and nothing of the cart once it was paid.
    'Day 0 10:15 cartAbandonment: email cart/reminder',
    'Day 0 10:40 postPurchase: email order/confirmation',
    'Day 1 16:00 parcelTracking: email order/shipped',
    'Day 1 17:00 parcelTracking: email order/shipped',
    'Day 2 12:00 lateParcel: sms order/late',
    expect.stringMatching(/^Day \d+ \d\d:\d\d postPurchase: email order\/first-steps$/u),
  ]);
});

describe('R288 pressure is counted as a customer feels it', () => {
  const from = Date.parse('2026-03-28T12:00:00Z');
  const step = (days: number, changes: object = {}) => ({
    at: from + days * day,
    purpose: 'marketing' as const,
    isSent: true,
    ...changes,
  });
  const paris = { from, to: from + 30 * day, zone: 'Europe/Paris' };

  test('by civil day and week, with the longest silence and what was withheld', () => {
    const told = pressureOf(
      [
        step(10),
        step(0.3),
        step(0.1),
        step(7.2),
        step(1, { purpose: 'transactional' }),
        step(2, { isSent: false, reason: 'capped' }),
        step(3, { isSent: false, reason: 'capped' }),
        step(4, { isSent: false }),
      ],
      paris,
    );
    expect(told).toEqual({
      marketing: 4,
      transactional: 1,
      byDay: [
        { day: 0, count: 2 },
        { day: 7, count: 1 },
        { day: 10, count: 1 },
      ],
      mostInAWeek: 2,
      silence: { from: 10, to: 30 },
      withheld: { capped: 2 },
    });
    expect(pressureInWords(told, 30)).toEqual([
      '4 messages of marketing and 1 about orders in 30 days',
      'at most 2 of marketing on a day (first on day 0), 2 in seven days',
      'longest time without marketing: 20 days, from day 10 to day 30',
      'withheld: 2 capped',
    ]);
  });

  test('of nothing there is nothing to count', () => {
    expect(pressureInWords(pressureOf([], paris), 30)).toEqual([
      '0 messages of marketing and 0 about orders in 30 days',
      'no day with marketing',
      'longest time without marketing: 30 days, from day 0 to day 30',
      'nothing was withheld',
    ]);
  });

  test('a day of 23 hours is a day, and midnight is where the customer lives', () => {
    expect(dayOf(Date.parse('2026-03-29T21:59:00Z'), from, 'Europe/Paris')).toBe(1);
    expect(dayOf(Date.parse('2026-03-29T22:01:00Z'), from, 'Europe/Paris')).toBe(2);
    expect(dayOf(Date.parse('2026-03-29T22:01:00Z'), from, 'America/Montreal')).toBe(1);
  });
});
