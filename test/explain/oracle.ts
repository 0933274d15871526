import type { Policy } from '../../domain/policy/policy.ts';
import { hour, minute, noon } from '../gate/world.ts';
import type { Plan } from './planted.ts';

const day = 24 * hour;

/** What a store of this test says of itself; the little of a policy that the oracle knows to read. */
export interface House {
  /** Days after an order; of buyers of more than `vipTotal` other ones. */
  readonly pauseDays: number;
  readonly vipTotal: number;
  readonly vipPauseDays: number;
  /** Marketing e-mails go out from and to this hour of Paris, which is two hours ahead of UTC in June. */
  readonly hours: readonly [from: number, to: number];
  /** So many marketing e-mails in any 24 hours. */
  readonly cap: number;
  readonly holdout: boolean;
  readonly mode: 'on' | 'off' | 'shadow';
}

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** The policy that says so. */
export const policyOfHouse = (house: House): Partial<Policy> => {
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
  const hours = { from: clock(house.hours[0]), to: clock(house.hours[1]) };
  return {
    value: { vipTotal: house.vipTotal, dormantAfter: '3650 days' },
    recentBuyers: {
      pause: `${house.pauseDays} days`,
      bySegment: { vip: `${house.vipPauseDays} days` },
      except: ['service'],
    },
    quietHours: {
      sending: [
        {
          channel: 'email',
          purpose: 'marketing',
          week: Object.fromEntries(days.map((one) => [one, hours])),
          publicHolidays: 'like the weekday',
        },
      ],
      spread: '0 minutes',
    },
    caps: {
      caps: [
        {
          id: 'a-day',
          channel: 'email',
          purpose: 'marketing',
          atMost: { normal: house.cap },
          per: { rolling: '24 hours' },
        },
      ],
      passiveAfter: 100,
    },
    exclusivity: { groups: [], newsletterPause: { after: [], pauses: [] } },
    holdout: { share: house.holdout ? 100 : 0, byJourney: {}, name: 'oracle', redraw: 'never' },
  };
};

/** One step, in the words of the test. */
export interface AskedOf {
  readonly plan: Plan;
  readonly house: House;
  readonly at: number;
  readonly dueAt: number;
  readonly expiresAt: number;
  /** True of the step that a touch puts off. */
  readonly isFirst: boolean;
  /** When marketing went to the customer before. */
  readonly sentAt: readonly number[];
}

export type Foretold = 'send' | { readonly withheld: string } | { readonly later: string; readonly until: number };

/**
 * What must become of a step, from what was planted alone: written from the rules' descriptions, without any of their
 * code and without a look at the ledger.
 */
export const foretell = (asked: AskedOf): Foretold => {
  const { plan, house, at, dueAt, expiresAt } = asked;
  const isMarketing = plan.purpose === 'marketing';
  const wait = (later: string, until: number): Foretold =>
    until <= expiresAt ? { later, until } : { withheld: 'expired' };
  if (dueAt > at + 1_000) return wait('early', dueAt);
  const ended = endOfRun(plan);
  if (ended) return { withheld: ended };
  const idleUntil = noon - (plan.touchedAgo ?? 0) * minute + hour;
  if (asked.isFirst && plan.touchedAgo !== null && idleUntil > at + 1_000)
    return { later: 'touched', until: idleUntil };
  if (plan.newerCart) return { withheld: 'newer_cart' };
  if (at > expiresAt) return { withheld: 'expired' };
  const pausedUntil = endOfBuyersPause(asked);
  if (pausedUntil > at) {
    return pausedUntil <= expiresAt ? { later: 'recent_buyer', until: pausedUntil } : { withheld: 'recent_buyer' };
  }
  if (plan.erased) return { withheld: 'erased' };
  if (isMarketing && plan.consent !== 'granted' && plan.consent !== 'withdrawn, then granted') {
    return { withheld: 'no_consent' };
  }
  if (plan.address ? isSuppressed(plan) : false) return { withheld: 'suppressed' };
  if (!plan.address) return { withheld: 'no_address' };
  if (house.mode === 'off') return { withheld: 'switched_off' };
  if (house.holdout && isMarketing && plan.rank !== 'service') return { withheld: 'holdout' };
  if (plan.cart === 'unknown product') return { withheld: 'nothing_to_show' };
  const quietUntil = endOfQuiet(house, at);
  if (isMarketing && quietUntil > at) return wait('quiet_hours', quietUntil);
  const inWindow = asked.sentAt.filter((sent) => sent > at - day).toSorted((a, b) => a - b);
  if (isMarketing && inWindow.length >= house.cap) {
    // As many must leave the window as are too many for one more.
    const until = inWindow[inWindow.length - house.cap]! + day;
    return until <= expiresAt ? { later: 'capped', until } : { withheld: 'capped' };
  }
  return house.mode === 'shadow' ? { withheld: 'shadow' } : 'send';
};

const endOfRun = ({ exit, runOver, cart }: Plan): string | undefined => {
  if (exit)
    return { 'order.placed': 'bought', 'cart.emptied': 'cart_emptied', 'run.stopped': 'stopped' }[exit as string];
  if (runOver) return 'run_over';
  return { open: undefined, emptied: 'cart_emptied', ordered: 'bought', 'no lines': 'nothing_to_show' }[cart as string];
};

/** When a buyer may be written to again; long ago for who is not concerned. */
const endOfBuyersPause = ({ plan, house }: AskedOf): number => {
  const kept = plan.orders.filter(({ cancelled }) => !cancelled);
  if (kept.length === 0 || plan.purpose === 'transactional' || plan.rank === 'service') return Number.NEGATIVE_INFINITY;
  const last = Math.max(...kept.map(({ daysAgo }) => noon - daysAgo * day - hour));
  const total = kept.reduce((sum, order) => sum + order.total, 0);
  return last + (total >= house.vipTotal ? house.vipPauseDays : house.pauseDays) * day;
};

/** Marketing is stopped by whatever stands; what concerns an order only by what makes an address useless, or a STOP. */
const isSuppressed = ({ suppressed, purpose }: Plan): boolean =>
  suppressed.some(({ reason, where }) => {
    if (reason === 'bounced' || reason === 'bouncing') return where === 'address';
    if (purpose === 'marketing') return true;
    return reason === 'stopped' || reason === 'manual';
  });

/** The instant itself when it is not quiet. */
const endOfQuiet = ({ hours: [from, to] }: House, at: number): number => {
  const clock = (at + 2 * hour) % day;
  const midnight = at - clock;
  if (clock < from * hour) return midnight + from * hour;
  return clock < to * hour ? at : midnight + day + from * hour;
};
