import { setTimeout as wait } from 'node:timers/promises';
import { type Connection, isGrpcServiceError } from '@temporalio/client';
import { msToTs, tsToMs } from '@temporalio/common/lib/time.js';
import { searchAttributes } from '../../domain/run.ts';

/** What `setUpTemporal` found and did; each is true when it had to be changed. */
export interface TemporalSetup {
  readonly namespaceCreated: boolean;
  readonly retentionChanged: boolean;
  readonly searchAttributesAdded: readonly string[];
}

/** How long Temporal keeps a run that has ended. */
const retention = '30 days';
const grpcInvalidArgument = 3;
const grpcNotFound = 5;
const grpcAlreadyExists = 6;
/** INDEXED_VALUE_TYPE_KEYWORD of Temporal's API. */
const keyword = 2;

/**
 * Makes the namespace and its search attributes, through the SDK so that no Temporal command line is needed.
 * Does nothing where all is as wanted, and touches no other namespace. Resolves when runs can be started:
 * a new search attribute is unknown to the server's caches for some seconds.
 *
 * @throws SearchAttributeError when an attribute exists with another type.
 */
export const setUpTemporal = async (connection: Connection, namespace: string): Promise<TemporalSetup> => {
  const namespaceCreated = await createNamespace(connection, namespace);
  const retentionChanged = !namespaceCreated && (await correctRetention(connection, namespace));
  const searchAttributesAdded = await addSearchAttributes(connection, namespace);
  await untilUsable(connection, namespace);
  return { namespaceCreated, retentionChanged, searchAttributesAdded };
};

const createNamespace = async (connection: Connection, namespace: string): Promise<boolean> => {
  try {
    await connection.workflowService.describeNamespace({ namespace });
    return false;
  } catch (error) {
    if (grpcCode(error) !== grpcNotFound) throw error;
  }
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      description: 'Relance: customer journeys',
      workflowExecutionRetentionPeriod: msToTs(retention),
    });
    return true;
  } catch (error) {
    // Another process was faster.
    if (grpcCode(error) === grpcAlreadyExists) return false;
    throw error;
  }
};

const correctRetention = async (connection: Connection, namespace: string): Promise<boolean> => {
  const { config } = await connection.workflowService.describeNamespace({ namespace });
  const current = config?.workflowExecutionRetentionTtl;
  const wanted = msToTs(retention);
  // Longer is the operator's choice; Temporal Cloud keeps its own.
  if (current && tsToMs(current) >= tsToMs(wanted)) return false;
  await connection.workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: wanted },
  });
  return true;
};

const addSearchAttributes = async (connection: Connection, namespace: string): Promise<readonly string[]> => {
  const { customAttributes } = await untilKnown(() => connection.operatorService.listSearchAttributes({ namespace }));
  const names = Object.values(searchAttributes);
  for (const name of names) {
    const type: number | undefined = customAttributes[name];
    if (type !== undefined && type !== keyword) throw new SearchAttributeError(namespace, name);
  }
  const missing = names.filter((name) => customAttributes[name] === undefined);
  if (missing.length === 0) return [];
  try {
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map((name) => [name, keyword])),
    });
  } catch (error) {
    if (grpcCode(error) !== grpcAlreadyExists) throw error;
  }
  return missing;
};

const untilUsable = async (connection: Connection, namespace: string): Promise<void> => {
  const query = Object.values(searchAttributes)
    .map((name) => `${name} = 'x'`)
    .join(' AND ');
  await untilKnown(() => connection.workflowService.countWorkflowExecutions({ namespace, query }));
};

/** Repeats a call while the server's caches do not know a new namespace or attribute: some 10 s. */
const untilKnown = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const unknown = grpcCode(error) === grpcNotFound || grpcCode(error) === grpcInvalidArgument;
      if (!unknown || Date.now() > deadline) throw error;
      await wait(200);
    }
  }
};

const grpcCode = (error: unknown): number | undefined => (isGrpcServiceError(error) ? error.code : undefined);

/** Thrown when a search attribute of Relance exists in the namespace with another type. */
export class SearchAttributeError extends Error {
  override readonly name = 'SearchAttributeError';
  readonly code = 'SEARCH_ATTRIBUTE_TYPE';
  constructor(namespace: string, attribute: string) {
    super(
      `Search attribute ${attribute} of namespace ${namespace} is not a Keyword. ` +
        'Remove it there, or set TEMPORAL_NAMESPACE to a namespace of its own for Relance.',
    );
  }
}
