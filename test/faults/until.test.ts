import { expect, test } from 'vitest';
import { NotInTimeError, until } from './until.ts';

test('a condition that throws is asked again: another fault may have taken down what it asks', async () => {
  let asked = 0;
  const condition = () => {
    asked += 1;
    if (asked < 3) throw new Error('CONNECTION_CLOSED');
    return asked;
  };
  expect(await until('it answers', condition, { everyMillis: 1 })).toBe(3);
});

const down = () => {
  throw new Error('CONNECTION_CLOSED');
};

test('what it threw last is said when time is up', async () => {
  const waiting = until('it answers', down, { timeoutMillis: 5, everyMillis: 1 });
  await expect(waiting).rejects.toThrow(NotInTimeError);
  await expect(waiting).rejects.toThrow(/it answers \(Error: CONNECTION_CLOSED\)/);
});
