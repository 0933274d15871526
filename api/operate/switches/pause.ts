import { recordAct } from '../../../db/access/audit.ts';
import type { Database } from '../../../db/client.ts';
import { holdSwitches } from '../../../db/switches/lock.ts';
import { liftPause, type PauseRow, readPause, writePause } from '../../../db/switches/pauses.ts';
import type { StoreId } from '../../../domain/ids.ts';
import { any, type PauseRule, type PauseScope } from '../../../domain/switches/pause.ts';
import type { Who } from './who.ts';

export interface PauseWish {
  readonly scope: PauseScope;
  readonly rule: PauseRule;
  readonly spreadSeconds: number;
}

/**
 * Holds back from the commit on whatever the scope is about: no message of it is claimed after that. What is paused
 * already goes on being so, with this rule.
 */
export const pauseSending = async (
  db: Database,
  store: StoreId,
  { scope, rule, spreadSeconds }: PauseWish,
  { at, actor, why }: Who,
): Promise<PauseRow> =>
  db.transaction(async (queries) => {
    await holdSwitches(queries, store);
    const row = await writePause(queries, { store, scope, rule, spreadSeconds, at: new Date(at), by: actor, why });
    const detail = { ...named(scope), rule, spreadSeconds };
    await recordAct(queries, { at, actor, act: 'sending.paused', subject: `pause/${row.id}`, store, detail });
    return row;
  });

/**
 * Ends a pause; what becomes of the messages that it held, its own rule says.
 *
 * @returns undefined when the store has no such pause; `lifted` is false when it had ended before.
 */
export const resumeSending = async (
  db: Database,
  store: StoreId,
  id: string,
  { at, actor, why }: Who,
): Promise<{ readonly row: PauseRow; readonly lifted: boolean } | undefined> =>
  db.transaction(async (queries) => {
    await holdSwitches(queries, store);
    const before = await readPause(queries, store, id);
    if (!before) return undefined;
    const row = await liftPause(queries, id, { at: new Date(at), by: actor, why });
    if (!row) return { row: before, lifted: false };
    const detail = { ...named(row), rule: row.rule };
    await recordAct(queries, { at, actor, act: 'sending.resumed', subject: `pause/${id}`, store, detail });
    return { row, lifted: true };
  });

/** The parts of a scope that name something. */
export const named = ({ journey, channel, purpose, step, season }: PauseScope): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries({ journey, channel, purpose, step, season }).filter(([, part]) => part !== any));
