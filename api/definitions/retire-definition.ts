import { v7 } from 'uuid';
import { type Act, recordAct } from '../../db/access/audit.ts';
import type { Database } from '../../db/client.ts';
import {
  type DefinitionRow,
  holdDefinitions,
  insertDefinition,
  listDefinitionVersions,
} from '../../db/definitions/definitions.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { usesOf } from './uses-of.ts';

export type Retiring =
  | { readonly outcome: 'retired'; readonly row: Omit<DefinitionRow, 'recordedAt'> }
  | { readonly outcome: 'unknown' }
  /** Something names it; nothing was changed. */
  | { readonly outcome: 'in use'; readonly by: readonly string[] };

/** Takes a definition out of use, as a version of its own: nobody is in it from the commit on. One that is named by something stays. */
export const retireDefinition = async (
  { db, clock, specs }: { readonly db: Database; readonly clock: Clock; readonly specs: readonly JourneySpec[] },
  { store, name, why }: { readonly store: StoreId; readonly name: string; readonly why: string },
  actor: Act['actor'],
): Promise<Retiring> =>
  db.transaction(async (queries) => {
    await holdDefinitions(queries, store);
    const [newest] = await listDefinitionVersions(queries, store, name);
    if (!newest) return { outcome: 'unknown' };
    if (newest.state === 'retired') return { outcome: 'retired', row: newest };
    const at = clock.now();
    const by = await usesOf(queries, store, name, specs, at);
    if (by.length > 0) return { outcome: 'in use', by };
    const { recordedAt: _recordedAt, ...before } = newest;
    const version = before.version + 1;
    const row = { ...before, id: v7(), version, state: 'retired', savedBy: actor, why, savedAt: new Date(at) } as const;
    await insertDefinition(queries, row);
    const subject = `definition/${name}`;
    await recordAct(queries, { at, actor, act: 'definition.retired', subject, store, detail: { version } });
    return { outcome: 'retired', row };
  });
