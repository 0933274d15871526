/**
 * Releases of the journeys under waiting runs, and back: `npm run test:deploy -- [runs]`, on a Temporal dev
 * server of its own. Exit code 1 when a run failed or is stuck.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, makeTelemetryFilterString, NativeConnection, Runtime } from '@temporalio/worker';
import { findTemporalBinary } from '../../dev/temporal/find.ts';
import { startTemporalServer } from '../../dev/temporal/server.ts';
import { deployUnderWaitingRuns } from './under-waiting-runs.ts';

const runs = Number(process.argv[2] ?? 1_000);
Runtime.install({
  // The wrong release fails at length.
  logger: new DefaultLogger('ERROR', () => {}),
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
});
const { path: binary } = await findTemporalBinary({ environment: process.env, progress: (line) => console.log(line) });
const folder = mkdtempSync(join(tmpdir(), 'relance-deploy-'));
const server = await startTemporalServer({ binary, folder, ui: false });
const connection = await Connection.connect({ address: server.address });
const native = await NativeConnection.connect({ address: server.address });
const namespace = 'relance';
const began = Date.now();
const { good, bad, end } = await deployUnderWaitingRuns({
  client: new Client({ connection, namespace }),
  connection: native,
  namespace,
  runs,
  patienceMillis: 600_000,
  progress: (line) => console.log(`${Math.round((Date.now() - began) / 1000)} s  ${line}`),
});
const stuck = runs - end.completed;
const failures = good.back.nonDeterminism + good.back.otherFailures;
console.log(`${runs} waiting runs, version N+1 and back: ${failures} non-determinism failures`);
console.log(`wrong version, without patched(): ${bad.wrong.nonDeterminism} failures seen (the control)`);
console.log(
  `back, then N+1 for good: ${end.nonDeterminism - bad.wrong.nonDeterminism} more failures, ${stuck} stuck runs`,
);
console.log(`${end.completed} completed with ${end.sends} messages`);
await native.close();
await connection.close();
await server.stop();
rmSync(folder, { recursive: true, force: true });
process.exit(failures === 0 && stuck === 0 && bad.wrong.nonDeterminism > 0 ? 0 : 1);
