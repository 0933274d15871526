import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { moveCustomer } from '../../../db/customers/merge.ts';
import { allowlist, carts } from '../../../db/schema/index.ts';
import { allowedAddress, allowedCustomer } from '../../../db/switches/allowlist.ts';
import { minute, noon } from '../world.ts';
import { useSwitches } from './use-switches.ts';

const { gate, mode, allow, disallow, acts } = useSwitches();

const broken = async () => Promise.reject(new Error('broken'));

test('off: runs in flight are withheld, of the store as of the journey', async () => {
  const [ada, bob] = [await gate.person(), await gate.person()];
  await mode('off');
  expect(await gate.attempt(ada)).toEqual({ outcome: 'withheld', reason: 'switched_off' });
  await mode('on');
  await mode('off', 'cartAbandonment');
  expect(await gate.attempt(bob)).toEqual({ outcome: 'withheld', reason: 'switched_off' });
  expect(gate.accepted(ada).length + gate.accepted(bob).length).toBe(0);
});

test('another journey that is off concerns nobody else', async () => {
  const ada = await gate.person();
  await mode('off', 'winBack');
  expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
});

test('shadow: the whole decision is made, with the message as it would have gone out, and nothing is sent', async () => {
  const ada = await gate.person();
  await mode('shadow');
  expect(await gate.attempt(ada)).toEqual({ outcome: 'withheld', reason: 'shadow' });
  const row = (await gate.row(ada))!;
  expect(row).toMatchObject({ state: 'withheld', reason: 'shadow', attempts: 0, claimedAt: null, linkToken: null });
  expect(row.frozen).toMatchObject({ to: ada.email, subject: 'cart/reminder en' });
  expect(row.verdicts.filter(({ says }) => says !== 'pass').map(({ rule }) => rule)).toEqual(['shadow']);
  expect(gate.accepted(ada).length).toBe(0);
});

test('shadow: what another rule refuses has that reason, as it would have when on', async () => {
  const [ada, bob] = [await gate.person({ consent: false }), await gate.person()];
  await gate.db.update(carts).set({ lines: [] }).where(eq(carts.id, bob.cart));
  await mode('shadow', 'cartAbandonment');
  expect(await gate.attempt(ada)).toEqual({ outcome: 'withheld', reason: 'no_consent' });
  expect(await gate.attempt(bob)).toEqual({ outcome: 'withheld', reason: 'nothing_to_show' });
});

test('shadow: a template that breaks is found before anybody gets it', async () => {
  const ada = await gate.person();
  await mode('shadow');
  expect(await gate.attempt(ada, { render: broken })).toEqual({ outcome: 'failed', reason: 'render' });
});

test('the difference between shadow and on is one switch, with a line in the audit log', async () => {
  const [ada, bob] = [await gate.person(), await gate.person()];
  await mode('shadow');
  const inShadow = await gate.attempt(ada);
  await mode('on');
  expect(await mode('on')).toBe(false);
  expect([inShadow, await gate.attempt(bob)]).toMatchObject([{ reason: 'shadow' }, { outcome: 'accepted' }]);
  const verdictsOf = async (person: typeof ada) =>
    (await gate.row(person))!.verdicts
      .map(({ rule, says }) => `${rule} ${says}`)
      .filter((one) => !one.startsWith('shadow'));
  expect(await verdictsOf(ada)).toEqual(await verdictsOf(bob));
  expect(await acts()).toMatchObject([
    { act: 'mode.set', subject: 'mode/*', detail: { mode: 'shadow' } },
    { act: 'mode.set', subject: 'mode/*', detail: { mode: 'on', before: 'shadow' } },
  ]);
});

test('allowlist: only the customer or the very address on the list gets anything', async () => {
  const [ada, bob, eve] = [await gate.person(), await gate.person(), await gate.person()];
  await mode('allowlist');
  await allow(allowedCustomer(ada.customer));
  await allow(allowedAddress(bob.email));
  expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
  expect(await gate.attempt(bob)).toMatchObject({ outcome: 'accepted' });
  expect(await gate.attempt(eve)).toEqual({ outcome: 'withheld', reason: 'not_allowlisted' });
  const rows = await gate.db.select().from(allowlist);
  expect(JSON.stringify([rows, await acts()])).not.toContain('@');
});

test('allowlist: taken off the list, nothing more is sent; of two modes the stricter holds', async () => {
  const [ada, bob] = [await gate.person(), await gate.person()];
  await mode('allowlist');
  await allow(allowedCustomer(ada.customer));
  await disallow(allowedCustomer(ada.customer));
  expect(await gate.attempt(ada)).toEqual({ outcome: 'withheld', reason: 'not_allowlisted' });
  await allow(allowedCustomer(bob.customer));
  await mode('shadow', 'cartAbandonment');
  expect(await gate.attempt(bob)).toEqual({ outcome: 'withheld', reason: 'shadow' });
});

test('a merge takes the place on the list along', async () => {
  const [ada, visitor] = [await gate.person(), await gate.person()];
  await allow(allowedCustomer(visitor.customer));
  await moveCustomer(gate.db, visitor.customer, ada.customer);
  await mode('allowlist');
  await gate.db
    .update(carts)
    .set({ updatedAt: new Date(noon - minute) })
    .where(eq(carts.id, ada.cart));
  expect(await gate.attempt(ada)).toMatchObject({ outcome: 'accepted' });
});
