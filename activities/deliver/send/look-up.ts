import { idsOfOthers, type MessageRow, readStep, recordAccepted, recordUnknown } from '../../../db/ledger/ledger.ts';
import type { DeliverInput } from '../../../domain/delivery.ts';
import { realTime } from '../../../domain/time/clock.ts';
import type { Provider, ProviderFinding } from '../../providers/provider.ts';
import type { GateDeps } from '../deps.ts';
import { askAgain } from '../failures.ts';
import { canonical } from '../message/freeze.ts';

/** A provider's list may be late by this much: what is missing there after it was not accepted, as far as it tells. */
const graceMillis = 120_000;
const lookAgainMillis = 15_000;

/** Why nothing is sent although nobody knows; without it, how long the record may still fill decides. */
interface Doubt {
  readonly giveUp?: string;
  /** How far before the claim something may have been accepted under this key, in milliseconds of real time. */
  readonly beforeClaimMillis?: number;
}

/**
 * Searches the provider's own record for a claimed message: found, it is accepted; not found, it is `unknown`, at once
 * when there is a reason to give up and else after a grace time. Nothing is ever sent here.
 *
 * @throws ApplicationFailure when it is too early to tell.
 */
export const lookUp = async (
  deps: GateDeps,
  provider: Provider | undefined,
  input: DeliverInput,
  row: MessageRow,
  { giveUp, beforeClaimMillis = 0 }: Doubt,
): Promise<MessageRow> => {
  const written = async (after: MessageRow | undefined) => after ?? (await readStep(deps.db, input))!;
  const { clock, demoClock, db, logger } = deps;
  const claimedAt = realTime(row.claimedAt!.getTime(), demoClock);
  const usable = provider?.name === row.provider ? provider : undefined;
  const finding = await findOwn(deps, usable, row, claimedAt - beforeClaimMillis);
  const [id] = finding.found === 'yes' ? finding.ids : [];
  if (id !== undefined) {
    logger.info({ run: row.runId, step: row.step, provider: row.provider }, "found in the provider's record");
    const after = await recordAccepted(db, row.id, { providerId: id, acceptedAt: new Date(clock.now()) });
    return written(after && { ...row, ...after });
  }
  if (giveUp) return written(await recordUnknown(db, row, giveUp));
  const isOver = realTime(clock.now(), demoClock) - claimedAt > graceMillis;
  if (isOver && (finding.found === 'no' || !usable?.find)) {
    return written(await recordUnknown(db, row, "no answer came, and the provider's record does not show it"));
  }
  throw askAgain('uncertain', "looking for it in the provider's record", lookAgainMillis);
};

/** What of the provider's record may be this message: ids of other messages of ours are not. */
export const findOwn = async (
  deps: Pick<GateDeps, 'db'>,
  provider: Provider | undefined,
  row: MessageRow,
  since: number,
): Promise<ProviderFinding> => {
  if (!provider?.find || !row.frozen) return { found: 'unreadable', detail: 'it cannot be asked' };
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(), provider.timeoutMillis);
  try {
    const search = { key: row.key, messageId: row.id, message: canonical(row.frozen), since, signal: timer.signal };
    const timedOut = new Promise<ProviderFinding>((resolve) => {
      timer.signal.addEventListener('abort', () => resolve({ found: 'unreadable', detail: 'no answer in time' }));
    });
    const finding = await Promise.race([provider.find(search), timedOut]);
    if (finding.found !== 'yes') return finding;
    const others = await idsOfOthers(deps.db, row.id, provider.name, finding.ids);
    const ids = finding.ids.filter((id) => !others.has(id));
    return ids.length > 0 ? { found: 'yes', ids } : { found: 'no' };
  } catch (error) {
    return { found: 'unreadable', detail: `the provider's adapter broke: ${(error as Error).name}` };
  } finally {
    clearTimeout(timeout);
  }
};
