/** A different address at checkout: the order must stop the messages to the address of before. */
import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { customers } from '../../../db/schema/index.ts';
import { cart, order, told } from '../told.ts';
import { allBought, useShop } from './use-shop.ts';

const shop = useShop();
const { intake, consent, relance } = shop;

test('R15 another address at checkout, the same customer id: every message stops', async () => {
  await intake.post([consent({ id: 'ada', email: 'ada@work.example' }), cart({ id: 'ada' }, 'ada-1')]);
  await intake.post(order({ id: 'ada', email: 'ada@home.example' }, 'ada-order', 5));
  expect(await relance(['ada-1'])).toEqual({ outcomes: allBought, accepted: [] });
});

test('R15 another customer id at checkout, the same e-mail in other letters: every message stops', async () => {
  await intake.post([consent({ id: 'bob', email: 'bob@work.example' }), cart({ id: 'bob' }, 'bob-1')]);
  await intake.post(order({ id: 'bob-guest', email: 'Bob@Work.example' }, 'bob-order', 5));
  expect(await relance(['bob-1'])).toEqual({ outcomes: allBought, accepted: [] });
});

test('R15 another e-mail at checkout, the same phone written otherwise: every message stops', async () => {
  const cyd = { id: 'cyd', email: 'cyd@work.example', phone: '+33612345678' };
  await intake.post([consent(cyd), cart({ id: 'cyd' }, 'cyd-1')]);
  await intake.post(order({ email: 'cyd@home.example', phone: '0033 6 12 34 56 78' }, 'cyd-order', 5));
  expect(await relance(['cyd-1'])).toEqual({ outcomes: allBought, accepted: [] });
});

for (const [by, guest] of [
  ['customer id', { id: 'merged-guest-id' }],
  ['e-mail', { email: 'merged-guest@home.example' }],
  ['phone', { phone: '+33698765432' }],
] as const) {
  test(`R15 another address at checkout, merged afterwards by ${by}: every message stops`, async () => {
    const name = `merged-by-${by.replace(' ', '-')}`;
    const account = { id: name, email: `${name}@work.example` };
    await intake.post([consent(account), cart(account, name), order(guest, `${name}-order`, 5)]);
    await intake.post(told('customer.merged', account, { from: guest }, 6));
    expect(await relance([name])).toEqual({ outcomes: allBought, accepted: [] });
  });
}

test('R15 another address at checkout and nothing else in common but the cart: the other carts stop too', async () => {
  const dan = { id: 'dan', email: 'dan@work.example' };
  await intake.post([consent(dan), cart(dan, 'dan-1'), cart(dan, 'dan-2')]);
  await intake.post(order({ email: 'dan@home.example' }, 'dan-order', 5, 'dan-1'));
  expect(await relance(['dan-1', 'dan-2'])).toEqual({ outcomes: [...allBought, ...allBought], accepted: [] });
});

test('R15 the same, with the order told before the cart: what was filled before stops too', async () => {
  const fay = { id: 'fay', email: 'fay@work.example' };
  await intake.post([consent(fay), cart(fay, 'fay-2'), order({ email: 'fay@home.example' }, 'fay-order', 5, 'fay-1')]);
  await intake.post(cart(fay, 'fay-1', 1));
  expect(await relance(['fay-1', 'fay-2'])).toEqual({ outcomes: allBought, accepted: [] });
});

test('R15 an order that has only the cart in common waits for the lock under which its owner is written to', async () => {
  const eve = { id: 'eve', email: 'eve@work.example' };
  await intake.post([consent(eve), cart(eve, 'eve-1')]);
  const [run] = await shop.runsOf(['eve-1']);
  let answered = false;
  let ordering: Promise<unknown> | undefined;
  await intake.db.transaction(async (gate) => {
    await gate.select().from(customers).where(eq(customers.id, run!.customerId)).for('update');
    ordering = intake.post(order({ email: 'eve@home.example' }, 'eve-order', 5, 'eve-1')).then(() => (answered = true));
    await expect.poll(async () => answered || (await waitingForLocks()) > 0).toBe(true);
    expect(answered).toBe(false);
  });
  await ordering;
  expect(await relance(['eve-1'])).toEqual({ outcomes: allBought, accepted: [] });
});

const waitingForLocks = async (): Promise<number> => {
  const [row] = await intake.db.execute<{ count: number }>(
    sql`select count(*)::int as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return row!.count;
};
