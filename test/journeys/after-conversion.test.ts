import { expect, test } from 'vitest';
import type { FakeGate } from '../../cli/simulator/gate.ts';
import { season } from '../../cli/simulator/schedule.ts';
import type { RunInput } from '../../domain/run.ts';
import type { SimulationOptions } from '../../cli/simulator/simulate.ts';
import { afterEvent } from '../../workflows/after-event.ts';
import { atRisk } from '../../workflows/at-risk.ts';
import { clearance } from '../../workflows/clearance.ts';
import { crossSell } from '../../workflows/cross-sell.ts';
import { eventCrossSell } from '../../workflows/event-cross-sell.ts';
import { eventFollowUp } from '../../workflows/event-follow-up.ts';
import {
  orderCancelled,
  orderDelivered,
  orderPlaced,
  orderReturned,
  productBought,
  scoreLeft,
} from '../../workflows/core/events.ts';
import { eventRenewal } from '../../workflows/event-renewal.ts';
import { newCollection } from '../../workflows/new-collection.ts';
import { postPurchase } from '../../workflows/post-purchase.ts';
import { stayInTouch } from '../../workflows/stay-in-touch.ts';
import { storeToWeb } from '../../workflows/store-to-web.ts';
import { webToStore } from '../../workflows/web-to-store.ts';
import { useSimulator } from '../simulate/use-simulator.ts';

const simulator = useSimulator();
const day = 24 * 3_600_000;

/** A run whose trigger carried these ids, in a season. */
const begun = async (
  journey: Parameters<typeof simulator>[0],
  ids: object,
  options: Pick<SimulationOptions, 'gate'> & { readonly calendar?: RunInput['plan']['calendar'] } = {},
) => {
  const { calendar = [], gate } = options;
  return simulator(journey, {
    input: { subject: 'order-1', event: ids as RunInput['event'], ...(calendar.length > 0 && { plan: { calendar } }) },
    ...(gate && { gate }),
  });
};
const order = { orderId: 'order-1', place: 'web', quietDays: '60', deliveryDays: '6' };
/** A gate that withholds these templates. */
const withholding =
  (...templates: readonly string[]): FakeGate =>
  ({ template }) =>
    templates.includes(template)
      ? { outcome: 'withheld', reason: 'already_in' }
      : { outcome: 'accepted', messageId: 'm' };

test('R33 R34 a buyer is invited to the loyalty programme, then to show what they bought', async () => {
  const run = await begun(stayInTouch, order);
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 2, withheld: 0 });
  expect(run.schedule()).toEqual(['14d email join/loyalty', '24d email order/share']);
});

test('R33 who is a member already is invited to the newsletter instead; who is in both, to neither', async () => {
  const member = await begun(stayInTouch, order, { gate: withholding('join/loyalty') });
  await member.finish();
  expect(member.schedule()).toEqual(['17d email join/newsletter', '24d email order/share']);
  const both = await begun(stayInTouch, order, { gate: withholding('join/loyalty', 'join/newsletter') });
  await both.finish();
  expect(both.schedule()).toEqual(['24d email order/share']);
});

test.for([orderCancelled, orderReturned])('R31 R34 %s: nobody is asked to show what they do not have', async (exit) => {
  const run = await begun(stayInTouch, order);
  await run.advance('20 days');
  await run.emit(exit, { orderId: 'order-1' as never });
  expect(await run.finish()).toMatchObject({ outcome: 'exited', reason: exit.name, sent: 1 });
});

test.for([
  ['five days before its end', 5, 5],
  ['on its last day', 0.5, 1],
] as const)(
  'R36 R42 R94 R165 R177 an order in an event, %s: the survey on J+0 or J+1, the renewal on J+2, the programmes on J+11 or J+12',
  async ([, left, first]) => {
    const calendar = season('event', -30 * day, left * day);
    const survey = await begun(afterEvent, order, { calendar });
    await survey.finish();
    expect(survey.schedule()).toEqual([
      `${first}d email after-event/survey`,
      `${first + 11}d email after-event/programmes`,
    ]);
    expect(first - left).toBeLessThanOrEqual(1);
    const renewal = await begun(
      eventRenewal,
      { orderId: 'order-1', productId: 'serum', lastsDays: '60' },
      { calendar },
    );
    await renewal.finish();
    expect(renewal.schedule()).toEqual([`${left === 5 ? '7d' : '2d 12h'} email replenishment/planned`]);
  },
);

test('R36 an event that is extended keeps the survey until it is over', async () => {
  const run = await begun(afterEvent, order, { calendar: season('event', 0, 3 * day) });
  await run.advance('2 days');
  await run.replan({ calendar: season('event', 0, 6 * day) });
  await run.finish();
  expect(run.schedule()[0]).toBe('6d email after-event/survey');
});

test('R167 of what was bought in an event, what goes with it is proposed two days after, and what helps with it later', async () => {
  const calendar = season('event', -30 * day, 5 * day);
  const run = await begun(eventCrossSell, { orderId: 'order-1', productId: 'shoes' }, { calendar });
  await run.finish();
  expect(run.schedule()).toEqual(['7d email cross-sell/complements', '15d email cross-sell/guide']);
  expect(run.attempts.every(({ props }) => props['productId'] === 'shoes')).toBe(true);
  // On other days that is the business of the other journey, and of it alone.
  expect([eventCrossSell.spec.entry, crossSell.spec.entry]).toEqual([
    { during: ['event', 'dday'] },
    { during: ['normal'] },
  ]);
});

test('R170 R172 four days after an event a member hears where they stand, on the seventh one question is asked, on the ninth one of two letters', async () => {
  const calendar = season('event', -30 * day, 5 * day);
  const run = await begun(eventFollowUp, order, { calendar });
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 3, withheld: 0 });
  expect(run.schedule().slice(0, 2)).toEqual(['9d email after-event/standing', '12d email after-event/question']);
  expect(run.schedule()[2]).toMatch(/^14d email after-event\/(?:worth|advantage)$/u);
  // Who is no member and has told everything gets the third alone, and on its day.
  const other = await begun(eventFollowUp, order, {
    calendar,
    gate: withholding('after-event/standing', 'after-event/question'),
  });
  await other.finish();
  expect(other.schedule()).toEqual([expect.stringMatching(/^14d email after-event\//u)]);
});

test('R173 half of the buyers hear what the shop is, half of an advantage, each customer always of the same', async () => {
  const sent = { worth: 0, advantage: 0 };
  for (let n = 0; n < 60; n++) {
    const letters = await Promise.all(
      [1, 2].map(async (episode) => {
        const input = { customer: `customer-${n}` as never, event: order as never, subject: '', episode };
        const run = await simulator(eventFollowUp, { input });
        await run.finish();
        return run.attempts.at(-1)!;
      }),
    );
    expect(letters[0]!.template).toBe(letters[1]!.template);
    const { template, props } = letters[0]!;
    expect(props['offer']).toBe(template === 'after-event/advantage' ? 'eventThanks' : undefined);
    sent[template === 'after-event/worth' ? 'worth' : 'advantage'] += 1;
  }
  expect(sent.worth + sent.advantage).toBe(60);
  expect(Math.abs(sent.worth - 30)).toBeLessThan(12);
  // Judged by what is left of a sale: a discount raises revenue easily.
  expect(eventFollowUp.spec.experiments).toMatchObject([{ about: 'offer', control: 'worth' }]);
});

test('R79 R91 who bought something reduced hears five days after the sales of what is new, then of what makes buying easy', async () => {
  const calendar = season('event', -30 * day, 6 * day);
  const run = await begun(newCollection, { ...order, discounted: 'yes' }, { calendar });
  await run.finish();
  expect(run.schedule()).toEqual(['11d email collection/new', '22d sms collection/services']);
  expect(run.attempts.map(({ props }) => props['offer'])).toEqual([undefined, undefined]);
  const mail = await begun(newCollection, order, {
    calendar,
    gate: ({ channel }) =>
      channel === 'sms' ? { outcome: 'withheld', reason: 'not_worth_sms' } : { outcome: 'accepted', messageId: 'm' },
  });
  await mail.finish();
  expect(mail.schedule().at(-1)).toBe('22d email collection/services');
});

test.for([
  ['order.placed', orderPlaced],
  ['order.cancelled', orderCancelled],
  ['order.returned', orderReturned],
] as const)('R36 R94 %s after the survey ends what follows', async ([reason, exit]) => {
  const run = await begun(afterEvent, order);
  await run.advance('3 days');
  await run.emit(exit as typeof orderCancelled, { orderId: 'order-1' as never });
  expect(await run.finish()).toEqual({ outcome: 'exited', reason, sent: 1, withheld: 0 });
});

test('R63 R155 a score that comes within the watch is answered with value first, and a gift last, by text message where it is worth one', async () => {
  const run = await begun(atRisk, { watch: 'at-risk' });
  await run.finish();
  expect(run.schedule()).toEqual(['0s email at-risk/picked', '6d email at-risk/advice', '14d sms at-risk/gift']);
  expect(run.attempts.map(({ props }) => props['offer'])).toEqual([undefined, undefined, 'winBackGift']);
  const mail = await begun(
    atRisk,
    { watch: 'at-risk' },
    {
      gate: ({ channel }) =>
        channel === 'sms' ? { outcome: 'withheld', reason: 'not_worth_sms' } : { outcome: 'accepted', messageId: 'm' },
    },
  );
  await mail.finish();
  expect(mail.schedule().at(-1)).toBe('14d email at-risk/gift');
});

test('R63 the score back outside the watch ends it, and so does an order', async () => {
  for (const [exit, ids] of [
    [scoreLeft, { watch: 'at-risk' }],
    [orderPlaced, { orderId: 'order-2' }],
  ] as const) {
    const run = await begun(atRisk, { watch: 'at-risk' });
    await run.advance('7 days');
    await run.emit(exit as typeof scoreLeft, ids as never);
    expect(await run.finish()).toEqual({ outcome: 'exited', reason: exit.name, sent: 2, withheld: 0 });
  }
});

test('R93 a ticket of a shop with a door begins a journey on the web, and none of its follow-ups of a parcel', async () => {
  const online = await begun(storeToWeb, { ...order, place: 'store' });
  await online.finish();
  expect(online.schedule()).toEqual(['2d email store/online']);
  const ticket = await begun(postPurchase, { ...order, place: 'store' });
  await ticket.finish();
  expect(ticket.schedule()).toEqual(['7d email order/first-steps', '11d email order/review']);
});

test('R93 R27 an order on the web is confirmed, and followed by its delivery as before', async () => {
  const run = await begun(postPurchase, order);
  await run.advance('5 days');
  await run.emit(orderDelivered, { orderId: 'order-1' as never });
  await run.finish();
  expect(run.schedule()).toEqual([
    '0s email order/confirmation',
    '7d email order/first-steps',
    '11d email order/review',
  ]);
});

test('R93 a wish on the web invites to the shop with a coupon for there; an order ends it', async () => {
  const run = await begun(webToStore, { productId: 'vase' });
  await run.finish();
  expect(run.schedule()).toEqual(['1d email store/visit']);
  expect(run.attempts[0]?.props).toMatchObject({ productId: 'vase', offer: 'storeVisit' });
  const bought = await begun(webToStore, { productId: 'vase' });
  await bought.advance('3 hours');
  await bought.emit(orderPlaced, { orderId: 'order-1' as never });
  expect(await bought.finish()).toMatchObject({ outcome: 'exited', sent: 0 });
});

const campaign = (path: string) => ({ campaignId: 'campaign-1', kind: 'clearance', path });

test('R62 what is left of a season opens to valuable customers who stayed away before anybody else', async () => {
  const lost = await begun(clearance, campaign('lost'));
  await lost.finish();
  const quiet = await begun(clearance, campaign('quiet'));
  await quiet.finish();
  expect(lost.schedule()).toEqual(['27d 22h email clearance/private', '49d email clearance/last']);
  expect(quiet.schedule()).toEqual(['29d 22h email clearance/open', '49d email clearance/last']);
});

test('R42 a renewal that is cancelled or sent back is not spoken of', async () => {
  const run = await begun(eventRenewal, { orderId: 'order-1', productId: 'serum', lastsDays: '60' });
  await run.advance('1 day');
  await run.emit(orderReturned, { orderId: 'order-1' as never });
  expect(await run.finish()).toMatchObject({ outcome: 'exited', sent: 0 });
  expect(productBought.name).toBe('product.bought');
});
