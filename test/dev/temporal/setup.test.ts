import { expect, inject, test } from 'vitest';
import { setUpTemporal } from '../../../cli/temporal/set-up-temporal.ts';
import { searchAttributes, taskQueues } from '../../../domain/run.ts';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { useNamespace } from '../../stack/temporal.ts';

const temporal = useNamespace();

test('a namespace that was set up takes a run with search attributes at once, and finds it by them', async () => {
  const key = defineSearchAttributeKey(searchAttributes.store, SearchAttributeType.KEYWORD);
  const handle = await temporal.client.workflow.start('unknown', {
    workflowId: 'first',
    taskQueue: taskQueues.journeys,
    typedSearchAttributes: [{ key, value: 'demo' }],
  });
  await expect
    .poll(async () => (await temporal.client.workflow.count(`${searchAttributes.store} = 'demo'`)).count)
    .toBe(1);
  await handle.terminate();
});

test('setting up again changes nothing', async () => {
  expect(await setUpTemporal(temporal.connection, temporal.namespace)).toEqual({
    namespaceCreated: false,
    retentionChanged: false,
    searchAttributesAdded: [],
  });
});

test("the run's server has the namespace relance", async () => {
  const { namespaceInfo } = await temporal.connection.workflowService.describeNamespace({ namespace: 'relance' });
  expect(namespaceInfo?.name).toBe('relance');
  expect(inject('temporalAddress')).toBe(temporal.address);
});
