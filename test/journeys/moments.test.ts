import { expect, test } from 'vitest';
import type { SimulationOptions, simulate as play } from '../../cli/simulator/simulate.ts';
import { monday } from '../../cli/simulator/schedule.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { toInstant, toMillis } from '../../domain/time/instant.ts';
import { ambassador } from '../../workflows/ambassador.ts';
import { birthday } from '../../workflows/birthday.ts';
import { clickAndCollect } from '../../workflows/click-and-collect.ts';
import { event } from '../../workflows/core/event.ts';
import { crossSell } from '../../workflows/cross-sell.ts';
import { deliveryAppointment } from '../../workflows/delivery-appointment.ts';
import { giftCard } from '../../workflows/gift-card.ts';
import { inactiveSubscriber } from '../../workflows/inactive-subscriber.ts';
import { interestNews } from '../../workflows/interest-news.ts';
import { lateParcel } from '../../workflows/late-parcel.ts';
import { loyaltyPoints } from '../../workflows/loyalty-points.ts';
import { nextPurchase } from '../../workflows/next-purchase.ts';
import { orderAnniversary } from '../../workflows/order-anniversary.ts';
import { referralInvite } from '../../workflows/referral-invite.ts';
import { repeatBundle } from '../../workflows/repeat-bundle.ts';
import { useSimulator } from '../simulate/use-simulator.ts';

const simulator = useSimulator();

const start = async (
  journey: Parameters<typeof play>[1],
  ids: Readonly<Record<string, string>> = {},
  { input, ...options }: SimulationOptions = {},
) =>
  simulator(journey, {
    ...options,
    input: { event: ids as never, subject: journey.spec.subject ? ids[journey.spec.subject]! : '', ...input },
  });

const order = { orderId: 'order-1', quietDays: '90', deliveryDays: '6' };
const matched = { orderId: 'order-1', productId: 'shoes' };

/** A calendar with one event, so long after the trigger. */
const eventIn = (days: number, length = 3) => ({
  plan: {
    calendar: [
      {
        from: toInstant(monday + durationMillis(`${days} days`)),
        to: toInstant(monday + durationMillis(`${days + length} days`)),
        mode: 'event' as const,
      },
    ],
  },
});

test('R43 R44 a purchase of a category that the shop names: first what helps with its use, then what goes with it', async () => {
  const run = await start(crossSell, matched);
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 2, withheld: 0 });
  expect(run.schedule()).toEqual(['10d email cross-sell/guide', '16d email cross-sell/complements']);
  expect(run.attempts.map(({ props }) => props)).toEqual([matched, matched]);
});

test.for(['order.returned', 'order.cancelled', 'order.placed'] as const)(
  'R35 R48 %s ends what would complete the purchase',
  async (name) => {
    const run = await start(crossSell, matched);
    await run.advance('12 days');
    await run.emit(event(name), { orderId: 'order-1' } as never);
    expect(await run.finish()).toEqual({ outcome: 'exited', reason: name, sent: 1, withheld: 0 });
  },
);

test('R46 what others bought next is proposed once, without an offer, and not after another order', async () => {
  const run = await start(nextPurchase, order);
  await run.finish();
  expect(run.schedule()).toEqual(['24d email cross-sell/next']);
  const bought = await start(nextPurchase, order);
  await bought.advance('20 days');
  await bought.emit(event('order.placed'), { orderId: 'order-2' } as never);
  expect(await bought.finish()).toMatchObject({ outcome: 'exited', sent: 0 });
});

test('R47 who buys again and again is offered a bundle; the spec says that it is for them alone', async () => {
  const run = await start(repeatBundle, order);
  await run.finish();
  expect(run.schedule()).toEqual(['35d email repeat/bundle']);
  expect(run.attempts[0]?.props['offer']).toBe('repeatBundle');
  expect(repeatBundle.spec.entry).toEqual({ segments: ['recurring'] });
});

test('R54 R55 birthday wishes go out on the morning of the day, and who has not used the gift hears of it once more', async () => {
  const run = await start(birthday, { inHours: '168' });
  await run.finish();
  expect(run.schedule()).toEqual(['7d sms birthday/wishes', '14d email birthday/last-days']);
  expect(run.attempts.map(({ props }) => props['offer'])).toEqual(['birthdayGift', 'birthdayGift']);
});

test('R55 who is not worth a text message gets the wishes by e-mail, at once', async () => {
  const run = await start(
    birthday,
    { inHours: '30' },
    {
      gate: ({ channel }) =>
        channel === 'sms' ? { outcome: 'withheld', reason: 'not_worth_sms' } : { outcome: 'accepted', messageId: 'm' },
    },
  );
  await run.finish();
  expect(run.schedule()).toEqual(['1d 6h email birthday/wishes', '8d 6h email birthday/last-days']);
});

test('R54 a birthday that is told otherwise meanwhile is not wished on the wrong day', async () => {
  const run = await start(birthday, { inHours: '168' });
  await run.advance('2 days');
  await run.emit(event('birthday.changed'), {});
  expect(await run.finish()).toEqual({ outcome: 'exited', reason: 'birthday.changed', sent: 0, withheld: 0 });
});

test('R54 a shop may wish before the day, by as much as it is known ahead', async () => {
  const cadence = { wishes: '-3 days', lastDays: null } as const;
  const run = await start(birthday, { inHours: '168' }, { input: { plan: { calendar: [], cadence } } });
  await run.finish();
  expect(run.schedule()).toEqual(['4d sms birthday/wishes']);
});

test('R54 the day of the first order is thanked for, unless there is an order before it', async () => {
  const run = await start(orderAnniversary, { inHours: '168' });
  await run.finish();
  expect(run.schedule()).toEqual(['7d email anniversary/thanks']);
  const bought = await start(orderAnniversary, { inHours: '168' });
  await bought.advance('3 days');
  await bought.emit(event('order.placed'), { orderId: 'order-2' } as never);
  expect(await bought.finish()).toMatchObject({ outcome: 'exited', sent: 0 });
  expect(orderAnniversary.spec.givesWayTo).toEqual(['birthday']);
});

test.for([
  ['spender', ['45d email loyalty/bonus']],
  ['saver', ['30d email loyalty/use-points', '60d email loyalty/points-wait']],
  ['empty', []],
] as const)('R84 R277 a member who is a %s: %o', async ([standing, schedule]) => {
  const run = await start(loyaltyPoints, { standing });
  await run.finish();
  expect(run.schedule()).toEqual(schedule);
});

test('R84 points used meanwhile end the reminders: the account’s change begins its own', async () => {
  const run = await start(loyaltyPoints, { standing: 'saver' });
  await run.advance('40 days');
  await run.emit(event('loyalty.standing'), { standing: 'spender' } as never);
  expect(await run.finish()).toEqual({ outcome: 'exited', reason: 'loyalty.standing', sent: 1, withheld: 0 });
});

test('R85 who is happy is asked to tell others two days later, and not while they wait for customer service', async () => {
  const run = await start(referralInvite);
  await run.finish();
  expect(run.schedule()).toEqual(['2d email referral/invite']);
  const asked = await start(referralInvite);
  await asked.advance('1 day');
  await asked.emit(event('ticket.opened'), { ticketId: 'ticket-1' } as never);
  expect(await asked.finish()).toMatchObject({ outcome: 'exited', sent: 0 });
});

test('R171 who is happy with an event, and says so after its survey, is asked to tell others on the fourth to sixth day', async () => {
  const day = durationMillis('1 day');
  for (const answeredOn of [2, 3, 4]) {
    const run = await start(referralInvite, {}, { input: { touchedAt: toInstant(monday + answeredOn * day) } });
    await run.finish();
    const [asked] = run.attempts;
    const invitedOn = (toMillis(asked!.dueAt) - monday) / day;
    expect([asked!.template, invitedOn]).toEqual(['referral/invite', answeredOn + 2]);
    expect(invitedOn).toBeGreaterThanOrEqual(4);
    expect(invitedOn).toBeLessThanOrEqual(6);
  }
});

test('R85 an ambassador is thanked at once, and told of the season’s rewards a week before it', async () => {
  const run = await start(ambassador, {}, { input: eventIn(40) });
  await run.finish();
  expect(run.schedule()).toEqual(['0s email referral/thanks', '33d email referral/season']);
});

test('R85 without an event within a year an ambassador hears of no season', async () => {
  const run = await start(ambassador);
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 1, withheld: 0 });
  expect(run.elapsed()).toBe('365d');
});

test('R85 R89 an event that is moved moves what waits for it, and one that is called off ends the wait for nobody’s news', async () => {
  const run = await start(interestNews, { interestId: 'interest-1' }, { input: eventIn(20) });
  await run.advance('10 days');
  await run.replan(eventIn(30).plan);
  await run.advance('15 days');
  expect(run.attempts).toEqual([]);
  await run.finish();
  expect(run.schedule()).toEqual(['30d email interest/news']);

  const off = await start(interestNews, { interestId: 'interest-1' }, { input: eventIn(20) });
  await off.advance('10 days');
  await off.replan({ calendar: [] });
  expect(await off.finish()).toEqual({ outcome: 'completed', sent: 0, withheld: 0 });
});

test('R89 the news of the category that was asked for goes out on the first day of the event', async () => {
  const run = await start(interestNews, { interestId: 'interest-1' }, { input: eventIn(20) });
  await run.finish();
  expect(run.schedule()).toEqual(['20d email interest/news']);
  expect(run.attempts[0]?.props).toEqual({ interestId: 'interest-1' });
});

test('R86 R157 a cart that is filled too late for the date is answered with a gift card; an order or an emptied cart ends it', async () => {
  const run = await start(giftCard, { cartId: 'cart-1' });
  await run.finish();
  expect(run.schedule()).toEqual(['2h email gift-card/in-time']);
  for (const name of ['order.placed', 'cart.emptied'] as const) {
    const ended = await start(giftCard, { cartId: 'cart-1' });
    await ended.advance('1 hour');
    await ended.emit(event(name), { cartId: 'cart-1' } as never);
    expect(await ended.finish()).toMatchObject({ outcome: 'exited', sent: 0 });
  }
  expect(giftCard.spec.entry).toEqual({ delivery: 'missed' });
});

test.for([
  [deliveryAppointment, '0s sms order/appointment'],
  [lateParcel, '0s sms order/late'],
  [clickAndCollect, '0s sms order/ready'],
] as const)(
  'R87 what cannot wait on the way of an order goes by text message, and is no marketing',
  async ([journey, step]) => {
    const run = await start(journey, { orderId: 'order-1' });
    await run.finish();
    expect(run.schedule()[0]).toBe(step);
    expect(new Set(run.attempts.map(({ purpose }) => purpose))).toEqual(new Set(['transactional']));
  },
);

test('R87 what was not fetched after three days is told of once more; what was fetched is not', async () => {
  const run = await start(clickAndCollect, { orderId: 'order-1' });
  await run.finish();
  expect(run.schedule()).toEqual(['0s sms order/ready', '3d sms order/still-ready']);
  const fetched = await start(clickAndCollect, { orderId: 'order-1' });
  await fetched.advance('1 day');
  await fetched.emit(event('order.delivered'), { orderId: 'order-1' } as never);
  expect(await fetched.finish()).toMatchObject({ outcome: 'exited', sent: 1 });
});

test('R87 who has no telephone number is told by e-mail', async () => {
  const run = await start(
    lateParcel,
    { orderId: 'order-1' },
    {
      gate: ({ channel }) =>
        channel === 'sms' ? { outcome: 'withheld', reason: 'no_address' } : { outcome: 'accepted', messageId: 'm' },
    },
  );
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 1, withheld: 1 });
});

test('R90 who signed up a season ago and never bought: who the shop is, where to begin, an offer to discover it by', async () => {
  const run = await start(inactiveSubscriber, { via: 'newsletter' });
  await run.finish();
  expect(run.schedule()).toEqual([
    '90d email discovery/story',
    '97d email discovery/best-sellers',
    '104d email discovery/gift',
  ]);
  expect(run.attempts.map(({ props }) => props['offer'])).toEqual([undefined, undefined, 'discoveryGift']);
  expect(inactiveSubscriber.spec.entry).toEqual({ orders: 'none' });
});
