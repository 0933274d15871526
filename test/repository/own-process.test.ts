import { expect, test } from 'vitest';
import { ownProcessFiles } from '../stack/own-process.ts';

const own = ownProcessFiles();

test('what loads the sandbox of journeys or a worker of Temporal, also through others, has a process of its own', () => {
  expect(own).toEqual(
    expect.arrayContaining([
      'test/journeys/welcome.test.ts',
      'test/backtest/backtest.test.ts',
      'test/replay/replay.test.ts',
      'test/worker/fairness.test.ts',
      'test/authoring/authoring.test.ts',
    ]),
  );
});

test('what does not, or names it for its types alone, shares one', () => {
  expect(own).not.toContain('test/gate/claims.test.ts');
  expect(own).not.toContain('test/domain/split.test.ts');
  expect(own.length).toBeLessThan(60);
});
