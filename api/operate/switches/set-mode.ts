import { type Act, recordAct } from '../../../db/access/audit.ts';
import type { Database } from '../../../db/client.ts';
import { holdSwitches } from '../../../db/switches/lock.ts';
import { readMode, replaceMode } from '../../../db/switches/modes.ts';
import type { StoreId } from '../../../domain/ids.ts';
import type { SendingMode } from '../../../domain/switches/sending-mode.ts';
import type { Who } from './who.ts';

/**
 * Says how far the store (`*`) or a journey has gone live; every claim after the commit obeys it. `more`: what the audit
 * log is to keep of it besides.
 *
 * @returns false when that was said already.
 */
export const setMode = async (
  db: Database,
  store: StoreId,
  { journey, mode }: { readonly journey: string; readonly mode: SendingMode },
  { at, actor, why }: Who,
  more: Act['detail'] = {},
): Promise<boolean> =>
  db.transaction(async (queries) => {
    await holdSwitches(queries, store);
    const before = await readMode(queries, store, journey);
    if (before?.mode === mode) return false;
    await replaceMode(queries, { store, journey, mode, at: new Date(at), by: actor, why });
    const detail = { mode, ...(before && { before: before.mode }), ...more };
    await recordAct(queries, { at, actor, act: 'mode.set', subject: `mode/${journey}`, store, detail });
    return true;
  });
