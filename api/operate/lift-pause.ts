import { type Act, recordAct } from '../../db/access/audit.ts';
import type { Database } from '../../db/client.ts';
import { liftPause, type PauseKey } from '../../db/ledger/provider-pauses.ts';

/** Ends a provider's pause and records who did. False when there was none that may be ended so. */
export const liftByHand = async (
  db: Database,
  { provider, sender }: PauseKey,
  who: Pick<Act, 'at' | 'actor'>,
): Promise<boolean> =>
  db.transaction(async (queries) => {
    if (!(await liftPause(queries, { provider, sender }))) return false;
    await recordAct(queries, { ...who, act: 'provider.lifted', subject: `provider/${provider}`, detail: { sender } });
    return true;
  });
