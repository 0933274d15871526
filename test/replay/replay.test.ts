import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DefaultLogger, makeTelemetryFilterString, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { beforeAll, expect, test } from 'vitest';
import * as journeys from '../../workflows/index.ts';
import { journeysPath, workflowBundle } from '../../cli/simulator/bundle.ts';
import { scenariosOf } from './scenarios.ts';

const folder = new URL('../histories/', import.meta.url);
const files = readdirSync(folder);

/** Replays every recorded history against the journeys of `workflowsPath`: what went wrong, by file. */
const replay = async (workflowsPath: string, some = files): Promise<Record<string, Error | undefined>> => {
  const histories = some.map((file) => ({
    workflowId: file,
    history: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as unknown,
  }));
  const outcomes: Record<string, Error | undefined> = {};
  const options = { workflowBundle: await workflowBundle(workflowsPath) };
  for await (const { workflowId, error } of Worker.runReplayHistories(options, histories)) outcomes[workflowId] = error;
  return outcomes;
};

/** The changed registries hold this journey alone. */
const carts = files.filter((file) => file.startsWith('cartAbandonment.'));
const changed = async (name: string) => replay(fileURLToPath(new URL(`changed/${name}.ts`, import.meta.url)), carts);

beforeAll(() => {
  // The failures that are wanted here would be told at length.
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => {}),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
  });
});

test('trap 11: every recorded history replays against the journeys as they are now', async () => {
  expect(await replay(journeysPath)).toEqual(Object.fromEntries(files.map((file) => [file, undefined])));
});

test.for(Object.keys(journeys))('%s has histories of all that may happen to it', (name) => {
  expect(files).toEqual(expect.arrayContaining(scenariosOf[name]!.map((scenario) => `${name}.${scenario.name}.json`)));
});

test('a body whose lines were exchanged fails the histories that reached them, and no other', async () => {
  const outcomes = await changed('reordered');
  const failed = carts.filter((file) => outcomes[file]);
  expect(failed).toEqual(carts.filter((file) => !/bought-(in-first-wait|before-start)/.test(file)));
  for (const file of failed) expect(outcomes[file]).toBeInstanceOf(DeterminismViolationError);
});

test('trap 11: a step under another template replays everywhere; a step that is gone fails where it was reached', async () => {
  expect(Object.values(await changed('renamed')).filter(Boolean)).toEqual([]);
  const outcomes = await changed('removed');
  const failed = carts.filter((file) => outcomes[file]);
  expect(failed).toEqual(carts.filter((file) => /untouched|touched|later-thrown|replanned/.test(file)));
  for (const file of failed) expect(outcomes[file]).toBeInstanceOf(DeterminismViolationError);
});

test('other delays, offers and expiries are free to change', async () => {
  expect(Object.values(await changed('retimed')).filter(Boolean)).toEqual([]);
});

test('no history tells anything of the machine that recorded it', () => {
  for (const file of files) {
    const text = readFileSync(new URL(file, folder), 'utf8');
    expect(text.match(/"identity": "(?!recorder")[^"]*"|stackTrace": "[^"]+|\.ts:\d+|file:\/\//)).toBeNull();
  }
});
