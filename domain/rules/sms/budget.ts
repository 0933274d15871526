import { civilWindow } from '../../civil/window.ts';
import type { Purpose } from '../../journey.ts';
import { formatMoney } from '../../money.ts';
import { stepCost } from '../../sms/cost.ts';
import { type Instant, toInstant } from '../../time/instant.ts';
import type { Rule } from '../rule.ts';

interface Saw {
  /** Absent where the message costs nothing. */
  readonly cost?: number;
  readonly purpose?: Purpose;
  readonly currency?: string;
  /** By messages of its purpose, that day. */
  readonly spent?: number;
  /** Null: no limit. */
  readonly budget?: number | null;
  readonly next?: Instant;
}

/** What waited for another day goes out over this time of it, in milliseconds after midnight of the store. */
const opening = { from: 8 * 3_600_000, over: 4 * 3_600_000 };

/**
 * Text messages cost, and so does WhatsApp: a day's money for them is not exceeded (R197): what does not fit waits for the next day. Where the
 * step has another channel it goes that way at once.
 */
export const smsBudget: Rule<Saw> = {
  name: 'sms-budget',
  judge: (context) => {
    const { now, sms, step, pressure, switches, policy } = context;
    if (!sms) return { says: 'pass', saw: {} };
    const cost = stepCost(context);
    const { purpose } = step;
    const budget = policy.sms.dailyBudget[purpose];
    const { spent, currency } = sms;
    const saw = { cost, purpose, currency, spent, budget };
    // A standing claim has its money.
    if (budget === null || pressure.held || spent + cost <= budget) return { says: 'pass', saw };
    if (step.next || cost > budget) return { says: 'withheld', reason: 'sms_budget', saw };
    const at = civilWindow('day', now, sms.timezone).to + opening.from + Math.floor(opening.over * switches.place);
    return { says: 'later', at, reason: 'sms_budget', saw: { ...saw, next: toInstant(at) } };
  },
  sentence: ({ says, saw: { cost, purpose, currency, spent, budget, next } }, { instant }) => {
    if (cost === undefined) return 'It is no text message, and costs none of that money.';
    const money = (amount: number) => formatMoney({ amount, currency: currency! }, 'en');
    const was = `It costs ${money(cost)}, and ${money(spent!)} had gone on ${purpose} text messages that day`;
    if (budget === null) return `${was}; the shop has set no limit.`;
    if (says === 'pass') return `${was}, of ${money(budget!)}.`;
    const over = `${was}: ${money(budget!)} is all that the shop spends on a day`;
    return next === undefined ? `${over}.` : `${over}, so it waits until ${instant(next)}.`;
  },
};
