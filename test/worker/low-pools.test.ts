import type { Logger } from 'pino';
import { expect, test } from 'vitest';
import { offerCodes } from '../../db/schema/index.ts';
import { watchPools } from '../../worker/sweeper/low-pools.ts';
import { fillPool, poolTen } from '../gate/offers/pool.ts';
import { useGate } from '../gate/use-gate.ts';
import { setOffers } from '../gate/world.ts';

const gate = useGate();

test('Q13 a pool that falls below its alarm is reported once, and again when it has recovered in between', async () => {
  await setOffers(gate.db, { cartTen: { ...poolTen, alarmBelow: 2 }, silent: poolTen });
  await fillPool(gate.db, 3, 'SILENT', 'silent');
  const told: object[] = [];
  const logger = { error: (fields: object) => void told.push(fields) } as unknown as Logger;
  let minutes = 0;
  // A minute later each time: pools are counted once a minute.
  const watch = watchPools({ db: gate.db, clock: gate.clock, logger }, () => (minutes += 1) * 60_000);
  await watch();
  await watch();
  expect(told).toEqual([{ store: 'demo', offer: 'cartTen', free: 0, alarmBelow: 2, alert: true }]);
  await fillPool(gate.db, 2, 'ALARM');
  await watch();
  await gate.db.delete(offerCodes);
  await watch();
  const again = told.slice(1) as { offer: string; alarmBelow: number }[];
  // Stored policies keep no order.
  expect(Object.fromEntries(again.map(({ offer, alarmBelow }) => [offer, alarmBelow]))).toEqual({
    cartTen: 2,
    silent: 1,
  });
});
