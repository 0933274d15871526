import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { cartId } from '../../db/ids.ts';
import { holdSending } from '../../db/road/restored.ts';
import { runs } from '../../db/schema/index.ts';
import { noon, store, useIntake } from '../api/intake-server.ts';
import { cart, order } from '../api/told.ts';

const intake = useIntake();

const runsOf = async (name: string) =>
  intake.db
    .select()
    .from(runs)
    .where(eq(runs.subject, cartId(store, name)));

test('after a restore the store posts again what it had told: it stops journeys and starts none', async () => {
  await intake.post(cart({ id: 'ada' }, 'ada-1'));
  await holdSending(intake.db, { at: new Date(noon + 30 * 60_000), backup: new Date(noon) });
  intake.clock.advance(60 * 60_000);

  const { body } = await intake.post([
    cart({ id: 'bob' }, 'bob-1', 10),
    order({ id: 'ada' }, 'ada-order', 20),
    cart({ id: 'cyd' }, 'cyd-1', 40),
  ]);
  expect(body.events.map(({ fate, reason }) => reason ?? fate)).toEqual(['imported', 'applied', 'applied']);
  expect(await runsOf('bob-1')).toEqual([]);
  expect(await runsOf('ada-1')).toMatchObject([{ exitEvent: 'order.placed' }]);
  expect(await runsOf('cyd-1')).toMatchObject([{ exitEvent: null }]);
});
