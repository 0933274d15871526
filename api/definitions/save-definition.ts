import { isDeepStrictEqual } from 'node:util';
import { v7 } from 'uuid';
import { type Act, recordAct } from '../../db/access/audit.ts';
import type { Database } from '../../db/client.ts';
import {
  bodiesOf,
  type DefinitionRow,
  holdDefinitions,
  insertDefinition,
  listDefinitionVersions,
  mostDefinitions,
  readDefinitions,
} from '../../db/definitions/definitions.ts';
import type { Definition } from '../../domain/definitions/definition.ts';
import { referenceFlaws, referenceWords } from '../../domain/definitions/references.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { Clock } from '../../domain/time/clock.ts';
import type { Flaw } from '../events/flaw.ts';

export interface DefinitionWish {
  readonly store: StoreId;
  readonly name: string;
  readonly definition: Definition;
  /** The newest version of the name that its author has seen; 0 where there was none. */
  readonly basedOn: number;
  readonly why: string;
}

export type DefinitionSaving =
  /** `unchanged`: it is what the newest version says already, as when a request is sent again. */
  | { readonly outcome: 'saved' | 'unchanged'; readonly row: Omit<DefinitionRow, 'recordedAt'> }
  /** Somebody saved another version meanwhile; nothing was changed. */
  | { readonly outcome: 'conflict'; readonly latest: number }
  | { readonly outcome: 'invalid'; readonly flaws: readonly Flaw[] };

/**
 * Saves a definition as the next version of its name, with a line in the audit log. From the commit on it is who it says:
 * nothing has to be computed before somebody can be in it.
 */
export const saveDefinition = async (
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  { store, name, definition, basedOn, why }: DefinitionWish,
  actor: Act['actor'],
): Promise<DefinitionSaving> =>
  db.transaction(async (queries) => {
    await holdDefinitions(queries, store);
    const [[newest], standing] = await Promise.all([
      listDefinitionVersions(queries, store, name),
      readDefinitions(queries, store),
    ]);
    if (newest?.state === 'standing' && isDeepStrictEqual(newest.body, definition)) {
      return { outcome: 'unchanged', row: newest };
    }
    const latest = newest?.version ?? 0;
    if (latest !== basedOn) return { outcome: 'conflict', latest };
    const flaws = flawsAmong(name, definition, bodiesOf(standing));
    if (flaws.length > 0) return { outcome: 'invalid', flaws };
    const [at, version] = [clock.now(), latest + 1];
    const row = {
      id: v7(),
      storeId: store,
      name,
      version,
      body: definition,
      savedBy: actor,
      why,
      savedAt: new Date(at),
    };
    await insertDefinition(queries, { ...row, state: 'standing' });
    const subject = `definition/${name}`;
    await recordAct(queries, { at, actor, act: 'definition.saved', subject, store, detail: { version } });
    return { outcome: 'saved', row: { ...row, state: 'standing' } };
  });

/** What keeps a definition from standing beside the others of its store. */
export const flawsAmong = (
  name: string,
  definition: Definition,
  others: ReadonlyMap<string, Definition>,
): readonly Flaw[] => {
  const flaws = referenceFlaws(name, definition, others).map((flaw) => ({
    field: `definition.${flaw.path.join('.')}`,
    problem: referenceWords(flaw),
  }));
  if (!others.has(name) && others.size >= mostDefinitions) {
    flaws.push({ field: 'name', problem: `would be one more than ${mostDefinitions}: retire some that nobody uses` });
  }
  return flaws;
};
