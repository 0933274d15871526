import type { ApplicationFailure } from '@temporalio/common';
import { type MessageRow, recordRefused } from '../../../db/ledger/ledger.ts';
import { pauseProvider, wholeAccount } from '../../../db/ledger/provider-pauses.ts';
import { isEmail } from '../../../db/schema/ledger.ts';
import { realTime } from '../../../domain/time/clock.ts';
import type { Provider, ProviderAnswer } from '../../providers/provider.ts';
import { type Hold, pauseWaits, senderDomain } from '../prepare/admit.ts';
import { held } from '../decide/decide.ts';
import type { GateDeps } from '../deps.ts';
import { askAgain } from '../failures.ts';

type Refused = Extract<ProviderAnswer, { answer: 'refused' }>;

/** How long a spent quota is left alone where the provider does not say, in milliseconds. */
const quotaPauseMillis = 15 * 60_000;

/**
 * Records a sure refusal, and pauses the provider for everybody when it is not about this message. Returns the failure
 * that makes Temporal ask again.
 */
export const refuse = async (
  deps: GateDeps,
  provider: Provider,
  row: MessageRow,
  answer: Refused,
): Promise<ApplicationFailure> => {
  const { db, demoClock } = deps;
  const hold = await pause(deps, provider, row, answer);
  const wait = hold && held(hold, row.expiresAt, demoClock);
  await recordRefused(db, row.id, answer.detail, wait && { reason: wait.reason, until: wait.notBefore });
  const now = realTime(deps.clock.now(), demoClock);
  const after = wait ? realTime(wait.notBefore.getTime(), demoClock) - now : answer.retryAfterMillis;
  return askAgain('refused', answer.detail, after);
};

const pause = async (
  deps: GateDeps,
  provider: Provider,
  row: MessageRow,
  { pause: wanted, detail }: Refused,
): Promise<Hold | undefined> => {
  if (!wanted) return undefined;
  const from = wanted.senderOnly && row.frozen && isEmail(row.frozen) ? senderDomain(row.frozen.from) : wholeAccount;
  const { reason, until, sender, failedProbes } = await pauseProvider(deps.db, {
    provider: provider.name,
    sender: from,
    reason: wanted.reason,
    detail,
    at: realTime(deps.clock.now(), deps.demoClock),
    millis: wanted.millis ?? (wanted.reason === 'quota' ? quotaPauseMillis : undefined),
  });
  deps.logger.error(
    { provider: provider.name, sender, reason, detail, until: until.toISOString(), failedProbes, alert: true },
    'provider paused: nothing is given to it until then',
  );
  return { reason: pauseWaits[reason], until: until.getTime() };
};
