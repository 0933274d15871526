import { readFileSync } from 'node:fs';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { expect, test } from 'vitest';
import { billedActions } from '../../bench/actions-count.ts';
import { scenarios } from './scenarios.ts';

test.for(scenarios)('$title costs at most $budget billed actions', ({ name, budget }) => {
  const file = new URL(`../histories/cartAbandonment.${name}.json`, import.meta.url);
  const actions = billedActions(historyFromJSON(JSON.parse(readFileSync(file, 'utf8'))));
  expect(actions).toBeGreaterThan(1);
  expect(actions).toBeLessThanOrEqual(budget);
});
