/**
 * One process that asks the gate to send, as a worker's activities would, without Temporal: attempts of its
 * own people, again until each has an outcome. It may be killed at any moment and started again.
 *
 * Arguments: the settings as JSON.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import { connectDatabase } from '../../../db/client.ts';
import type { DeliverInput } from '../../../domain/delivery.ts';
import { systemClock } from '../../../domain/time/clock.ts';
import { createGate, fakeEmail } from '../../gate/world.ts';
import type { GateChildSettings } from './gate-storm.ts';

const settings = JSON.parse(process.argv[2] ?? '{}') as GateChildSettings;
const database = connectDatabase(settings.databaseUrl, settings.concurrency);
const gate = createGate({
  db: database.db,
  clock: systemClock(settings.clock),
  demoClock: settings.clock,
  email: fakeEmail(settings.providerUrl, settings.timeoutMillis),
});
const inputs = (JSON.parse(readFileSync(settings.file, 'utf8')) as DeliverInput[]).filter(
  (_, index) =>
    index % settings.children === settings.child ||
    // Temporal promises at least once: some attempts of a step run in two processes at a time.
    (index % 10 === 0 && (index + 1) % settings.children === settings.child),
);
const settled = new Set(
  (
    await database.sql<{ run: string }[]>`
      select run_id as run from messages where state in ('accepted', 'withheld', 'failed', 'unknown')`
  ).map(({ run }) => run),
);

/** The longest pause before another attempt, in milliseconds: Temporal waits longer, and changes nothing by it. */
const longestPause = 400;

const send = async (input: DeliverInput): Promise<void> => {
  for (;;) {
    try {
      const { outcome } = await gate.deliver(input);
      if (outcome !== 'later') return;
      await wait(longestPause);
    } catch (error) {
      if (!(error instanceof ApplicationFailure)) throw error;
      await wait(Math.min(Number(error.nextRetryDelay ?? longestPause), longestPause));
    }
  }
};

const waiting = inputs.filter(({ run }) => !settled.has(run)).values();
await Promise.all(
  Array.from({ length: settings.concurrency }, async () => {
    for (const input of waiting) await send(input);
  }),
);
await database.close();
