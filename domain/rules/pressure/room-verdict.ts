import type { LaterReason, WithheldReason } from '../../reasons.ts';
import type { Window } from '../../policy/allowance.ts';
import type { Limit } from '../../pressure/limit.ts';
import { fillsAt, isFull, roomFrom } from '../../pressure/room.ts';
import { type Instant, toInstant } from '../../time/instant.ts';
import type { RuleContext } from '../context.ts';
import type { Show, Verdict } from '../rule.ts';
import { asked, gotBesides, isExempt } from './asked.ts';

/** A limit and how full it was. */
export interface SawLimit {
  readonly limit: string;
  readonly per: Window;
  /** Absent when there was more than can be counted. */
  readonly used?: number;
  readonly atMost: number;
}

export interface SawRoom {
  /** Absent where nothing is counted for the message. */
  readonly limits?: readonly SawLimit[];
  /** The first one without room. */
  readonly full?: SawLimit;
  /** When there is room again; absent when there is none while the message is of use. */
  readonly opensAt?: Instant;
}

/**
 * Whether every limit has room for the message now; else later, when there is room while it is of use, and withheld when
 * there is none.
 */
export const roomVerdict = (
  context: RuleContext,
  limits: readonly Limit[],
  reason: LaterReason & WithheldReason,
): Verdict<SawRoom> => {
  if (isExempt(context)) return { says: 'pass', saw: {} };
  const { now, step } = context;
  const [message, got] = [asked(context), gotBesides(context)];
  const fills = fillsAt(limits, message, now, got);
  const saw = fills.map(({ limit: { id, per }, used, atMost }) => ({
    limit: id,
    per,
    ...(used < Number.MAX_SAFE_INTEGER && { used }),
    atMost,
  }));
  const full = saw[fills.findIndex(isFull)];
  if (!full) return { says: 'pass', saw: { limits: saw } };
  const opensAt = roomFrom(limits, message, { from: now, until: step.expiresAt }, got);
  if (opensAt === undefined) return { says: 'withheld', reason, saw: { limits: saw, full } };
  return { says: 'later', at: opensAt, reason, saw: { limits: saw, full, opensAt: toInstant(opensAt) } };
};

/** `a day`, `in 7 days`. */
export const perWords = (per: Window): string => ('civil' in per ? `a ${per.civil}` : `in ${per.rolling}`);

/** When there is room again, as the end of a sentence. */
export const opensWords = ({ opensAt }: SawRoom, { instant }: Show): string =>
  opensAt === undefined ? 'there is no room again while it is of use' : `there is room again ${instant(opensAt)}`;
