import {
  type PauseKey,
  type PauseRow,
  readPauses,
  takeProbe,
  wholeAccount,
} from '../../../db/ledger/provider-pauses.ts';
import type { Purpose } from '../../../domain/journey.ts';
import type { LaterReason, ProviderPauseReason } from '../../../domain/reasons.ts';
import { realTime } from '../../../domain/time/clock.ts';
import type { Millis } from '../../../domain/time/instant.ts';
import type { Provider } from '../../providers/provider.ts';
import type { GateDeps } from '../deps.ts';

/** Why a provider is not called now, and until when, in real time. */
export interface Hold {
  readonly reason: LaterReason;
  readonly until: Millis;
}

/** Whether a provider may be called for one message. Asked for before anything is claimed, without any lock. */
export interface Admission {
  /** Present: not now. */
  readonly hold?: Hold;
  /** The pauses that an acceptance of this message lifts. */
  readonly probes: readonly PauseKey[];
  /** The call is not made after all. */
  readonly giveBack: () => void;
}

/** How long to wait for another message's probe, in milliseconds. */
const probeWaitMillis = 5_000;

/** How soon to look again whether an operator has ended a pause that has no end of its own, in milliseconds. */
export const lookAgainMillis = 30_000;

export const pauseWaits: Readonly<Record<ProviderPauseReason, LaterReason>> = {
  account: 'provider_paused',
  quota: 'quota_spent',
  restored: 'restoring',
};

/** What a pause of this sender alone is kept under: the domain of the From address. */
export const senderDomain = (from: string): string => /@([^\s@>]+)>?\s*$/.exec(from)?.[1]?.toLowerCase() ?? from;

export const admit = async (
  deps: GateDeps,
  provider: Provider,
  message: { readonly from: string; readonly purpose: Purpose },
): Promise<Admission> => {
  const now = realTime(deps.clock.now(), deps.demoClock);
  const senders = [wholeAccount, senderDomain(message.from)];
  const pauses = (await readPauses(deps.db, provider.name)).filter(({ sender }) => senders.includes(sender));
  for (const pause of pauses) {
    const hold = await holdOf(deps, pause, now);
    if (hold) return held(hold);
  }
  const turn = await deps.pace.take(provider, message.purpose);
  if (turn.may === 'come-back') return held({ reason: 'provider_busy', until: turn.at });
  return { probes: pauses, giveBack: turn.giveBack };
};

const held = (hold: Hold): Admission => ({ hold, probes: [], giveBack: () => {} });

/** A pause that is over lets one message through, which probes. */
const holdOf = async ({ db }: GateDeps, pause: PauseRow, now: Millis): Promise<Hold | undefined> => {
  const reason = pauseWaits[pause.reason];
  if (pause.reason === 'restored') return { reason, until: now + lookAgainMillis };
  if (pause.until.getTime() > now) return { reason, until: pause.until.getTime() };
  return (await takeProbe(db, pause, now)) ? undefined : { reason, until: now + probeWaitMillis };
};
