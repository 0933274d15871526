import type { RunId } from '../../../domain/ids.ts';
import type { Cap } from '../../../domain/policy/caps.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';
import type { SentMessage } from '../../../domain/rules/facts/pressure.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { context, hour, now, step } from './context.ts';

/** A marketing e-mail of another run, so many hours before now: 14:00 on a Wednesday in Paris. */
export const sent = (hoursAgo: number, changes: Partial<SentMessage> = {}): SentMessage => ({
  at: now - hoursAgo * hour,
  channel: 'email',
  purpose: 'marketing',
  rank: 'win-back',
  journey: 'winBack',
  run: 'other' as RunId,
  ...changes,
});

export const got = (...messages: readonly SentMessage[]): Partial<RuleContext> => ({
  pressure: { ...context().pressure, sent: messages },
});

export const capped = (...list: readonly Cap[]): Partial<RuleContext> => ({
  policy: { ...defaultPolicy, caps: { caps: list, passiveAfter: 3 } },
});

export const buyer = (changes: Partial<RuleContext['buyer']>): Partial<RuleContext> => ({
  buyer: { count: 3, total: 90_000, lastAt: now - 900 * hour, value: 'standard', segments: ['recurring'], ...changes },
});

/** An event of the season calendar that is going on. */
export const week = [{ from: toInstant(now - 24 * hour), to: toInstant(now + hour), mode: 'event' as const }];

/** Of use until the day after tomorrow. */
export const long = step({ expiresAt: now + 48 * hour });
