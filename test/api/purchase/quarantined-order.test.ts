import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { cart, order } from '../told.ts';
import { allBought, useShop } from './use-shop.ts';

const shop = useShop();
const { intake, consent, relance } = shop;

/** A fault of ours: orders cannot be kept. */
const refuseOrders = async (): Promise<void> => {
  await intake.db.execute(
    sql.raw(`create function refuse() returns trigger language plpgsql as $$ begin
      raise exception 'no' using errcode = '22000'; end $$;
      create trigger refuse before insert on orders for each row execute function refuse()`),
  );
};

test('R15 an order that ends in quarantine stops its buyer’s messages all the same, whoever filled the cart', async () => {
  const ada = { id: 'kept', email: 'kept@shop.example' };
  const guest = { anonymousId: 'visitor-1' };
  await intake.post([consent(ada), cart(ada, 'kept-1'), cart(ada, 'kept-2')]);
  await shop.twin('kept');
  await refuseOrders();
  const byName = await intake.post(order(ada, 'kept-order', 10));
  expect(byName.body.events[0]?.fate).toBe('quarantined');
  expect(await relance(['kept-1', 'kept-2'])).toEqual({ outcomes: [...allBought, ...allBought], accepted: [] });

  await intake.db.execute(sql.raw('drop function refuse() cascade'));
  const bea = { id: 'bea', email: 'bea@shop.example' };
  await intake.post([consent(bea), cart(bea, 'bea-1')]);
  await refuseOrders();
  const byCart = await intake.post(order(guest, 'bea-order', 10, 'bea-1'));
  expect(byCart.body.events[0]?.fate).toBe('quarantined');
  expect(await relance(['bea-1'])).toEqual({ outcomes: allBought, accepted: [] });
  expect((await relance(['twin-kept'])).accepted).toHaveLength(3);
});
