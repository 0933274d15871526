import { DefaultLogger, makeTelemetryFilterString, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { setCurrentVersion, VersionUnknownError } from '../../cli/temporal/versions.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { workflowBundle } from '../../cli/simulator/bundle.ts';
import { useNamespace } from '../stack/temporal.ts';
import { survey } from './survey.ts';
import { deployUnderWaitingRuns } from './under-waiting-runs.ts';
import { type Deployed, deploy, releases } from './version.ts';
import { startRuns, wake } from './waiting-runs.ts';

Runtime.install({
  logger: new DefaultLogger('ERROR', () => {}),
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
});
const temporal = useNamespace();
let connection: NativeConnection;
beforeAll(async () => {
  connection = await NativeConnection.connect({ address: temporal.address });
});
afterAll(async () => connection.close());

const replayed = async (release: keyof typeof releases) => {
  const folder = new URL('../histories/', import.meta.url);
  // The releases are of this journey alone.
  const own = readdirSync(folder).filter((file) => file.startsWith('cartAbandonment.'));
  const histories = own.map((workflowId) => ({
    workflowId,
    history: JSON.parse(readFileSync(new URL(workflowId, folder), 'utf8')) as unknown,
  }));
  const errors: (Error | undefined)[] = [];
  const options = { workflowBundle: await workflowBundle(releases[release]) };
  for await (const { error } of Worker.runReplayHistories(options, histories)) errors.push(error);
  return errors.filter((error) => error !== undefined);
};

test('replay of the recorded histories lets the next release pass, and stops the wrong one', async () => {
  expect(await replayed('next')).toEqual([]);
  const wrong = await replayed('wrong');
  expect(wrong.length).toBeGreaterThan(0);
  expect(wrong[0]).toBeInstanceOf(DeterminismViolationError);
});

test('a release and its way back leave waiting runs whole; a wrong one is seen, and its way back heals', async () => {
  const runs = 20;
  const options = { client: temporal.client, connection, namespace: temporal.namespace };
  const report = await deployUnderWaitingRuns({ ...options, runs, patienceMillis: 60_000, progress: () => {} });
  const whole = { nonDeterminism: 0, otherFailures: 0, unanswered: 0 };
  expect(report.good.next).toMatchObject(whole);
  expect(report.good.back).toMatchObject(whole);
  expect(report.bad.wrong.nonDeterminism).toBe(runs);
  expect(report.bad.back.unanswered).toBe(0);
  // The reminder that the next release added went out too.
  expect(report.end).toMatchObject({ completed: runs, nonDeterminism: runs, otherFailures: 0, sends: runs * 4 });
}, 120_000);

const version = (buildId: string) => ({ deploymentName: 'journeys', buildId, behavior: 'pinned' as const });

test('Worker Versioning: a pinned run ends on its version, also when the current one does not fit its history', async () => {
  const deployment = { namespace: temporal.namespace, name: 'journeys' };
  const now = toInstant(Date.now());
  let clock = { real: now, demo: now, rate: 1 };
  const plan = () => ({ calendar: [], clock });
  // Two versions side by side are two processes, each with its own connection.
  const connections = [
    await NativeConnection.connect({ address: temporal.address }),
    await NativeConnection.connect({ address: temporal.address }),
  ] as const;
  const place = (index: 0 | 1) => ({ connection: connections[index], namespace: temporal.namespace, plan });
  const running: Deployed[] = [await deploy(place(0), 'present', version('one'))];
  await setCurrentVersion(temporal.connection, deployment, 'one');
  const [old] = await startRuns(temporal.client, 1);
  const waits = async (id: string) => (await survey(temporal.client, [id])).waiting === 1;
  await vi.waitFor(async () => expect(await waits(old!)).toBe(true), { timeout: 20_000 });

  running.push(await deploy(place(1), 'wrong', version('two')));
  await setCurrentVersion(temporal.connection, deployment, 'two');
  const [fresh] = await startRuns(temporal.client, 1);
  await vi.waitFor(async () => expect(await waits(fresh!)).toBe(true), { timeout: 20_000 });
  const real = toInstant(Date.now());
  clock = { real, demo: real, rate: 86_400 };
  await wake(temporal.client, [old!, fresh!], plan());
  const versionOf = async (id: string) => {
    const { raw } = await temporal.client.workflow.getHandle(id).describe();
    return raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId;
  };
  await vi.waitFor(async () => expect((await survey(temporal.client, [old!, fresh!])).completed).toBe(2), {
    timeout: 40_000,
  });
  expect([await versionOf(old!), await versionOf(fresh!)]).toEqual(['one', 'two']);
  expect(await survey(temporal.client, [old!, fresh!])).toMatchObject({ nonDeterminism: 0, sends: 3 + 2 });
  for (const one of running) await one.stop();
  for (const one of connections) await one.close();
}, 120_000);

test('a version that nobody runs does not become the current one', async () => {
  const deployment = { namespace: temporal.namespace, name: 'journeys' };
  const set = setCurrentVersion(temporal.connection, deployment, 'never-started', 1_000);
  await expect(set).rejects.toThrow(VersionUnknownError);
});
