import type { Queries } from '../../../db/client.ts';
import { countAttempt, type MessageRow } from '../../../db/ledger/ledger.ts';
import { firstFinalRefusal, type Judgement } from '../../../domain/rules/judge.ts';
import type { Verdict } from '../../../domain/rules/rule.ts';
import { realTime } from '../../../domain/time/clock.ts';
import type { Millis } from '../../../domain/time/instant.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Hold } from '../prepare/admit.ts';
import type { GateDeps } from '../deps.ts';
import { bodyHash } from '../message/freeze.ts';

/** Before a key expires, how long it is no longer trusted: clocks differ and calls take time. */
const keyMarginMillis = 3_600_000;

/**
 * What follows an attempt that claimed and whose fate is unknown. `send`: the same bytes under the same key, counted.
 * `look`: the provider's record is searched instead, and where it does not tell, `giveUp` says why that is the end.
 */
export type Resumption =
  | { readonly kind: 'send'; readonly row: MessageRow }
  | { readonly kind: 'look'; readonly row: MessageRow; readonly giveUp?: string }
  | { readonly kind: 'wait'; readonly until: Millis };

export const resume = async (
  transaction: Queries,
  deps: GateDeps,
  provider: Provider | undefined,
  row: MessageRow,
  { judgement, now, hold }: { readonly judgement: Judgement; readonly now: Millis; readonly hold: Hold | undefined },
): Promise<Resumption> => {
  const giveUp = giveUpReason(deps, provider, row, judgement, now);
  if (giveUp) return { kind: 'look', row, giveUp };
  // Without keys a second call may be a second message.
  if (!provider!.supportsKey) return { kind: 'look', row };
  // A switch holds also what is sent a second time; anything else that says `later` was passed by the claim.
  const paused = judgement.map(({ verdict }) => verdict).find(isPaused);
  if (paused) return { kind: 'wait', until: realTime(paused.at, deps.demoClock) };
  if (hold) return { kind: 'wait', until: hold.until };
  await countAttempt(transaction, row.id);
  return { kind: 'send', row };
};

const isPaused = (verdict: Verdict): verdict is Extract<Verdict, { says: 'later' }> =>
  verdict.says === 'later' && verdict.reason === 'paused';

/** Why a claim whose fate is unknown must not be sent again; undefined when it may. */
const giveUpReason = (
  { demoClock }: GateDeps,
  provider: Provider | undefined,
  row: MessageRow,
  judgement: Judgement,
  now: Millis,
): string | undefined => {
  const refusal = firstFinalRefusal(judgement);
  if (refusal) return `no longer wanted (${refusal.reason}) and the fate of the last attempt is not known`;
  if (!provider || provider.name !== row.provider) return `claimed with ${row.provider}, which is not in use any more`;
  if (!row.frozen || bodyHash(row.frozen) !== row.bodyHash) return 'the frozen message is not what was claimed';
  if (!provider.supportsKey) return undefined;
  const age = realTime(now, demoClock) - realTime(row.claimedAt!.getTime(), demoClock);
  if (age > provider.keyTtlMillis - keyMarginMillis) return 'the key is too old to protect from a second acceptance';
  return undefined;
};
