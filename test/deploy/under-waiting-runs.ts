import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import type { Plan } from '../../domain/run.ts';
import type { DemoClock } from '../../domain/time/clock.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { type Survey, survey } from './survey.ts';
import { deploy, type Release } from './version.ts';
import { startRuns, wake } from './waiting-runs.ts';

export interface DeployOptions {
  readonly client: Client;
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly runs: number;
  readonly patienceMillis: number;
  readonly progress: (line: string) => void;
}

/** What was seen while each release was there. */
export interface DeployReport {
  readonly good: { readonly next: Survey; readonly back: Survey };
  readonly bad: { readonly wrong: Survey; readonly back: Survey };
  readonly end: Survey;
}

/**
 * Releases follow each other under runs that wait between two messages: the next one and back, a wrong one and
 * back, the next one for good; then time runs fast until the runs end. After each change every run is woken, so
 * that its history is replayed by the code that is there.
 */
export const deployUnderWaitingRuns = async (options: DeployOptions): Promise<DeployReport> => {
  const { client, runs, progress } = options;
  const now = toInstant(Date.now());
  const clock: { current: DemoClock } = { current: { real: now, demo: now, rate: 1 } };
  const plan = (): Plan => ({ calendar: [], clock: clock.current });
  let deployed = await deploy({ ...options, plan }, 'present');
  const ids = await startRuns(client, runs);
  const until = async (what: string, isTrue: (seen: Survey) => boolean): Promise<Survey> => {
    const deadline = Date.now() + options.patienceMillis;
    for (;;) {
      const seen = await survey(client, ids);
      if (isTrue(seen) || Date.now() > deadline) {
        progress(`${what}: ${JSON.stringify(seen)}`);
        return seen;
      }
      await wait(500);
    }
  };
  const change = async (release: Release): Promise<void> => {
    await deployed.stop();
    deployed = await deploy({ ...options, plan }, release);
    await wake(client, ids, plan());
  };
  await until('all wait after their first message', ({ waiting }) => waiting === runs);
  await change('next');
  const next = await until('next release', answered);
  await change('present');
  const good = { next, back: await until('back', answered) };
  await change('wrong');
  const wrong = await until('wrong release', ({ nonDeterminism }) => nonDeterminism === runs);
  await change('present');
  const bad = { wrong, back: await until('back', answered) };
  await change('next');
  await until('next release for good', answered);
  const real = toInstant(Date.now());
  // Four days of store time in some twenty seconds.
  clock.current = { real, demo: real, rate: 17_280 };
  await wake(client, ids, plan());
  const end = await until('all over', ({ completed }) => completed === runs);
  await deployed.stop();
  return { good, bad, end };
};

const answered = (seen: Survey): boolean => seen.unanswered === 0;
