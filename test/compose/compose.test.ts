import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readApiConfig } from '../../config/api.ts';
import { readTemporalConfig } from '../../config/temporal.ts';
import { apiVariables, workerVariables } from '../../config/variables.ts';
import { readWorkerConfig } from '../../config/worker.ts';
import { searchAttributes, taskQueues } from '../../domain/run.ts';
import { nightlyScoring } from '../../domain/scores/nightly.ts';
import { readCompose } from './compose-file.ts';

const { services, configs, volumes } = readCompose({ POSTGRES_PASSWORD: 'secret' });
const once = ['temporal-schema', 'temporal-setup', 'relance-migrate'];
const lasting = Object.keys(services).filter((name) => !once.includes(name));
const goModule = readFileSync(new URL('../../dev/temporal/go/go.mod', import.meta.url), 'utf8');

test('it is whole', () => {
  expect(Object.keys(services).toSorted()).toEqual(
    [
      'api',
      'postgresql',
      'relance-migrate',
      'temporal',
      'temporal-schema',
      'temporal-setup',
      'temporal-ui',
      'worker',
    ].toSorted(),
  );
  expect(Object.keys(volumes)).toEqual(['postgresql']);
  expect(Object.keys(configs)).toEqual(['temporal-dynamic-config']);
});

test('without a password it does not start', () => {
  expect(() => readCompose({})).toThrow('POSTGRES_PASSWORD');
});

test('images are pinned, and Temporal is the version that is tested', () => {
  const server = /go\.temporal\.io\/server v(\S+)/.exec(goModule)?.[1];
  for (const [name, service] of Object.entries(services)) {
    if (service.build) expect(service.profiles, name).toEqual(['relance']);
    else expect(service.image, name).toMatch(/:\d+\.\d+(\.\d+)?(-bookworm)?$/);
  }
  expect(services['temporal']?.image).toBe(`temporalio/server:${server}`);
  expect(services['temporal-schema']?.image).toBe(`temporalio/admin-tools:${server}`);
  expect(services['temporal-setup']?.image).toBe(`temporalio/admin-tools:${server}`);
  const [major, minor] = services['temporal-ui']!.image!.split(':')[1]!.split('.').map(Number);
  expect(major! * 1000 + minor!).toBeGreaterThanOrEqual(2050);
});

test('what lasts has a health check and comes back; what runs once is repeated only when it fails', () => {
  for (const name of lasting) {
    expect(services[name]?.healthcheck?.test.length, name).toBeGreaterThan(1);
    expect(services[name]?.restart, name).toBe('unless-stopped');
  }
  for (const name of once) expect(services[name]?.restart, name).toMatch(/^on-failure:\d+$/);
});

test('each waits for what it needs', () => {
  expect(needs('temporal-schema')).toEqual(['postgresql service_healthy']);
  expect(needs('temporal')).toEqual(['temporal-schema service_completed_successfully']);
  expect(needs('temporal-setup')).toEqual(['temporal service_healthy']);
  expect(needs('temporal-ui')).toEqual(['temporal service_healthy']);
  expect(needs('relance-migrate')).toEqual(['postgresql service_healthy']);
  for (const name of ['api', 'worker']) {
    expect(needs(name)).toEqual([
      'relance-migrate service_completed_successfully',
      'temporal-setup service_completed_successfully',
    ]);
  }
});

test('what has no login listens on this machine only', () => {
  for (const name of ['temporal', 'temporal-ui']) {
    for (const port of services[name]?.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  }
  expect(services['postgresql']?.ports).toBeUndefined();
  expect(services['api']?.ports).toEqual(['3000:3000', '127.0.0.1:3001:3001']);
});

describe('our processes accept the variables that they are given', () => {
  test('api', () => {
    const environment = services['api']!.environment!;
    const config = readApiConfig(environment);
    expect(config.databaseUrl).toBe('postgres://relance:secret@postgresql:5432/relance');
    expect(config.api).toEqual({ host: '0.0.0.0', port: 3000 });
    expect(config.console).toEqual({ host: '0.0.0.0', port: 3001 });
    expect(config.demoClock).toBeUndefined();
    expect(unknown(environment, apiVariables)).toEqual([]);
  });
  test('worker', () => {
    const environment = services['worker']!.environment!;
    expect(readWorkerConfig(environment)).toMatchObject({ healthPort: 3002, resend: undefined });
    expect(unknown(environment, workerVariables)).toEqual([]);
    // All that an operator may want to set.
    const left = Object.keys(workerVariables).filter((name) => !(name in environment));
    expect(left).toEqual(['RELANCE_CLOCK', 'RESEND_BASE_URL', 'TWILIO_BASE_URL', 'WORKFLOW_BUNDLE']);
  });
  test('Temporal is found by both', () => {
    for (const name of ['api', 'worker']) {
      const config = readTemporalConfig({ ...services[name]!.environment, TEMPORAL_CONFIG_FILE: '/missing' });
      expect(config).toMatchObject({ namespace: 'relance', connectionOptions: { address: 'temporal:7233' } });
    }
  });
});

test('a worker may finish the longest send that a setting allows', () => {
  const longest = 60_000;
  const grace = Number(services['worker']?.stop_grace_period?.replace(/s$/, '')) * 1000;
  expect(grace).toBeGreaterThan(longest);
});

test('the setup step makes the search attributes of the code', () => {
  const [script] = services['temporal-setup']!.command!;
  for (const name of Object.values(searchAttributes)) expect(script).toContain(`--name ${name} --type Keyword`);
  expect(script!.match(/--name /g)).toHaveLength(Object.keys(searchAttributes).length);
});

test('the setup step makes the schedule of the code', () => {
  const [script] = services['temporal-setup']!.command!;
  const { schedule, workflow, at } = nightlyScoring;
  expect(script).toContain(`temporal schedule create --namespace relance --schedule-id ${schedule}`);
  expect(script).toContain(`--task-queue ${taskQueues.journeys} --type ${workflow}`);
  expect(script).toContain(`--calendar '{"hour":"${at.hour}","minute":"${at.minute}"}' --time-zone UTC`);
});

test('the schema step makes both databases of Temporal', () => {
  const [script] = services['temporal-schema']!.command!;
  expect(script).toContain('--db temporal update-schema --schema-name postgresql/v12/temporal');
  expect(script).toContain('--db temporal_visibility update-schema --schema-name postgresql/v12/visibility');
});

const needs = (name: string): readonly string[] =>
  Object.entries(services[name]?.depends_on ?? {}).map(([on, { condition }]) => `${on} ${condition}`);

const unknown = (given: object, known: object): readonly string[] =>
  Object.keys(given).filter((name) => !(name in known) && !name.startsWith('TEMPORAL_'));
