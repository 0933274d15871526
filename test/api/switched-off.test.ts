import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { setMode } from '../../api/operate/switches/set-mode.ts';
import { cartId } from '../../db/ids.ts';
import { runs } from '../../db/schema/index.ts';
import type { SendingMode } from '../../domain/switches/sending-mode.ts';
import { wholeStore } from '../../domain/switches/sending-mode.ts';
import { cartSpec, noon, store, useIntake } from './intake-server.ts';
import { cart, order } from './told.ts';

const later = { ...cartSpec, name: 'lateCarts', begins: 'off' } as const;
const intake = useIntake([cartSpec, later]);

const switchTo = async (mode: SendingMode, journey = wholeStore) =>
  setMode(intake.db, store, { journey, mode }, { at: noon, actor: 'command:test', why: 'a test' });
const runsOf = async (cart: string) =>
  (
    await intake.db
      .select()
      .from(runs)
      .where(eq(runs.subject, cartId(store, cart)))
  ).map(({ journey }) => journey);
const post = async (event: object) => (await intake.post(event)).body.events[0];

test('R298: a journey that begins off starts no run until it is switched on, one that begins on does', async () => {
  await post(cart({ id: 'ada' }, 'begins'));
  expect(await runsOf('begins')).toEqual(['cartAbandonment']);
  await switchTo('on', 'lateCarts');
  await post(cart({ id: 'bob' }, 'switched'));
  expect((await runsOf('switched')).toSorted()).toEqual(['cartAbandonment', 'lateCarts']);
  await switchTo('off', 'lateCarts');
});

test('off: no run starts, the event is kept with the reason; the runs in flight are still stopped by a purchase', async () => {
  await post(cart({ id: 'carl' }, 'in-flight'));
  await switchTo('off');
  expect(await post(cart({ id: 'dora' }, 'while-off'))).toMatchObject({ fate: 'ignored', reason: 'switched_off' });
  expect(await runsOf('while-off')).toEqual([]);
  expect(await post(cart({ id: 'carl' }, 'in-flight', 5))).toMatchObject({ fate: 'applied' });
  expect(await post(order({ id: 'carl' }, 'order-1', 10))).toMatchObject({ fate: 'applied' });
  const [run] = await intake.db
    .select()
    .from(runs)
    .where(eq(runs.subject, cartId(store, 'in-flight')));
  expect(run).toMatchObject({ exitEvent: 'order.placed' });
});

test('shadow and allowlist start runs: what they would say is decided', async () => {
  for (const mode of ['shadow', 'allowlist'] as const) {
    await switchTo(mode);
    await post(cart({ id: mode }, mode));
    expect(await runsOf(mode)).toEqual(['cartAbandonment']);
  }
});
