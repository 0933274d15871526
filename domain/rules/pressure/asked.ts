import type { Counted } from '../../pressure/limit.ts';
import type { Got } from '../../pressure/room.ts';
import type { RuleContext } from '../context.ts';

/** The message that is decided about, as what is counted sees it. */
export const asked = ({ now, step, run }: Pick<RuleContext, 'now' | 'step' | 'run'>): Counted => ({
  at: now,
  channel: step.channel,
  purpose: step.purpose,
  rank: step.rank,
  journey: step.journey,
  run: run.id,
});

/** What the customer got besides. */
export const gotBesides = ({ recipient, calendar, pressure }: RuleContext): Got => ({
  zone: recipient.zone,
  calendar,
  sent: pressure.sent,
  knownSince: pressure.knownSince,
});

/** True for what no pressure holds back: what concerns the customer's own order, and a message whose place is taken already. */
export const isExempt = ({ step, pressure }: Pick<RuleContext, 'step' | 'pressure'>): boolean =>
  step.purpose === 'transactional' || pressure.held;
