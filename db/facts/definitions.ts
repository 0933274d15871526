import { and, asc, desc, eq } from 'drizzle-orm';
import type { KnownDefinition } from '../../domain/definitions/definition.ts';
import { built, given } from '../built.ts';
import type { Queries } from '../client.ts';
import { knownOf } from '../definitions/definitions.ts';
import { definitions, runs } from '../schema/index.ts';
import { readSetting } from '../sole-session.ts';
import type { FactsRequest } from './request.ts';

const definitionsQuery = built((db) =>
  db
    .selectDistinctOn([definitions.name], {
      name: definitions.name,
      version: definitions.version,
      body: definitions.body,
      state: definitions.state,
    })
    .from(definitions)
    .innerJoin(runs, and(eq(runs.id, given('run')), eq(runs.storeId, definitions.storeId)))
    .orderBy(asc(definitions.name), desc(definitions.version)),
);

/** The segments that the run's store defined itself. */
export const readDefinitionsOfRun = async (
  db: Queries,
  { run }: FactsRequest,
): Promise<ReadonlyMap<string, KnownDefinition>> =>
  readSetting(db, 'definitions', async () => knownOf(await definitionsQuery(db, { run })));
