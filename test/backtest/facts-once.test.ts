import { expect, test } from 'vitest';
import { factsOnce } from '../../cli/backtest/playing/facts-once.ts';

test('a decision has the facts that its step was prepared from; a step that is prepared again has new ones', async () => {
  let reads = 0;
  const read = factsOnce((async () => (reads += 1)) as never) as unknown as () => Promise<number>;
  expect([await read(), await read(), await read(), await read()]).toEqual([1, 1, 2, 2]);
});
