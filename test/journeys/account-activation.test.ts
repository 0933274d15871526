import { expect, test } from 'vitest';
import { newsletterSubscribed, orderPlaced } from '../../workflows/core/events.ts';
import { accountActivation } from '../../workflows/account-activation.ts';
import { useSimulator } from '../simulate/use-simulator.ts';

const simulator = useSimulator();
const simulate = () => simulator(accountActivation, { input: { event: {}, subject: '' } });

test('R49 R50 R51 R52 an account without an order: three messages in a week, then nothing, and it closes on day 30', async () => {
  const run = await simulate();
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 3, withheld: 0 });
  expect(run.schedule()).toEqual([
    '1h email account/start',
    '3d email account/reviews',
    '7d email account/best-sellers',
  ]);
  expect(run.elapsed()).toBe('30d');
});

test('R49 the first message is about the account alone and needs no consent; the others are marketing', async () => {
  const run = await simulate();
  await run.finish();
  expect(run.attempts.map(({ purpose }) => purpose)).toEqual(['transactional', 'marketing', 'marketing']);
});

test('R51 only the last message names an offer, which the store’s policy gives or not', async () => {
  const run = await simulate();
  await run.finish();
  expect(run.attempts.map(({ props }) => props['offer'])).toEqual([undefined, undefined, 'accountGift']);
});

test('R52 the first order ends it, also after the last message', async () => {
  const run = await simulate();
  await run.advance('20 days');
  await run.emit(orderPlaced, { orderId: 'order-1' as never });
  expect(await run.finish()).toEqual({ outcome: 'exited', reason: 'order.placed', sent: 3, withheld: 0 });
});

test('R53 who signs up for the newsletter within the hour hears the welcome alone', async () => {
  const run = await simulate();
  await run.advance('40 minutes');
  await run.emit(newsletterSubscribed, { via: 'newsletter' });
  expect(await run.finish()).toEqual({ outcome: 'exited', reason: 'newsletter.subscribed', sent: 0, withheld: 0 });
});
