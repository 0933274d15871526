import { expect, test, vi } from 'vitest';
import { startLoop, type Turns } from '../../background/loop.ts';

const logger = () => {
  const said: unknown[] = [];
  return { said, warn: (...line: unknown[]) => void said.push(line) };
};
const options = (turn: Turns['turn'], more: Partial<Turns> = {}): Turns => ({
  turn,
  logger: logger(),
  failed: 'it will be tried again',
  again: () => 1,
  ...more,
});

test('turns come one after the other, the first at once, and none after the stop', async () => {
  let [turns, running] = [0, 0];
  const loop = startLoop(
    options(async () => {
      expect((running += 1)).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      turns += 1;
      return 0;
    }),
  );
  expect(running).toBe(1);
  await vi.waitFor(() => expect(turns).toBeGreaterThan(3));
  await loop.stop();
  const then = turns;
  expect(running).toBe(0);
  await new Promise((resolve) => setImmediate(resolve));
  expect(turns).toBe(then);
});

test('a stop waits for the turn in work, which is told of it, and not for a pause', async () => {
  let told = false;
  const inWork = startLoop(
    options(
      async (stopping) =>
        new Promise((resolve) =>
          stopping.addEventListener('abort', () => {
            told = true;
            resolve(0);
          }),
        ),
    ),
  );
  await inWork.stop();
  expect(told).toBe(true);

  let turns = 0;
  const pausing = startLoop(
    options(
      async () => {
        turns += 1;
        return 3_600_000;
      },
      { first: 3_600_000 },
    ),
  );
  await pausing.stop();
  expect(turns).toBe(0);
});

test('a turn that throws is told by its code, never by its message, and the next comes', async () => {
  const log = logger();
  const failures: number[] = [];
  let turns = 0;
  const loop = startLoop(
    options(
      async () => {
        turns += 1;
        if (turns !== 3) throw Object.assign(new Error('ada@shop.example'), { code: '40001' });
        return 1;
      },
      {
        logger: log,
        again: (inARow) => {
          failures.push(inARow);
          return 1;
        },
      },
    ),
  );
  await vi.waitFor(() => expect(failures.length).toBeGreaterThan(3));
  await loop.stop();
  expect(failures.slice(0, 4)).toEqual([1, 2, 1, 2]);
  expect(log.said[0]).toEqual([{ code: '40001' }, 'it will be tried again']);
  expect(JSON.stringify(log.said)).not.toContain('ada@');
});
