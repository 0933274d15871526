import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { carts, runs } from '../../../db/schema/index.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { useGate } from '../use-gate.ts';
import { hour, keyed, noon, setOffers } from '../world.ts';
import { offerStep, withOffer } from './pool.ts';

const gate = useGate();
const day = 24 * hour;

test('R14 a serial abandoner gets at most two codes in any ninety days, however many carts are left', async () => {
  await setOffers(
    gate.db,
    {
      cartTen: {
        gives: { kind: 'percent', percent: 10 },
        codes: { from: 'generated', prefix: 'TEN-' },
        validity: { for: '3 days', ends: 'day' },
        otherwise: 'without',
        whenEmpty: 'without',
        afterChange: 'keep',
        afterReturn: 'spent',
      },
    },
    { perCustomer: { codes: 2, period: '90 days' }, leftUnused: 20 },
  );
  const given: { at: number; code: string }[] = [];
  let sent = 0;
  const email = {
    ...keyed,
    send: async ({ message }: { readonly message: { readonly text: string } }) => {
      sent += 1;
      const code = /TEN-\w+/.exec(message.text)?.[0];
      if (code) given.push({ at: gate.clock.now(), code });
      return { answer: 'accepted' as const, id: `id-${sent}` };
    },
  };
  const ada = await gate.person({ input: offerStep });
  // A cart a week for a year, each left behind.
  for (let week = 0; week < 52; week++) {
    const at = noon + week * 7 * day;
    const cart = await gate.person({ input: offerStep, touchedAt: at - hour });
    await gate.db.update(carts).set({ state: 'emptied' }).where(eq(carts.customerId, ada.customer));
    await gate.db.update(carts).set({ customerId: ada.customer }).where(eq(carts.id, cart.cart));
    await gate.db.update(runs).set({ customerId: ada.customer }).where(eq(runs.id, cart.run));
    gate.clock.set(at);
    const times = { dueAt: toInstant(at), expiresAt: toInstant(at + 12 * hour) };
    const outcome = await gate.attempt(cart, { email, input: { ...withOffer(cart.cart), ...times } });
    expect([week, outcome]).toMatchObject([week, { outcome: 'accepted' }]);
  }
  expect(sent).toBe(52);
  const inWindow = given.map(({ at }) => given.filter((other) => other.at > at - 90 * day && other.at <= at).length);
  expect(Math.max(...inWindow)).toBe(2);
  // Not one less than the policy allows: two at once, two more when the first two are ninety days old, and so on.
  expect(given.map(({ at }) => (at - noon) / day)).toEqual([0, 7, 91, 98, 182, 189, 273, 280]);
  expect(new Set(given.map(({ code }) => code)).size).toBe(given.length);
});
