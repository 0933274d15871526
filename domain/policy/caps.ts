import type { Channel, Rank } from '../journey.ts';
import type { AnySegment } from '../segments/names.ts';
import type { Duration } from '../time/duration.ts';
import type { Allowance, Window } from './allowance.ts';

/** Whom a cap may be about: a segment, a worth, or how they answered the last messages. */
export type Audience = AnySegment | 'high-value' | 'low-value' | 'engaged' | 'passive';

/** So many messages at most to one customer in a window. Of all the caps that fit a message the strictest holds. */
export interface Cap {
  /** Stored with each decision: a cap that changes its meaning gets another. */
  readonly id: string;
  /** `sms`: text messages and WhatsApp together. */
  readonly channel: Channel | 'all';
  /** What is counted. Only marketing is ever held back. */
  readonly purpose: 'marketing' | 'all';
  /** Present: counts and holds back messages of these ranks alone. */
  readonly ranks?: readonly Rank[] | undefined;
  /** Present: only about who is one of these. */
  readonly who?: readonly Audience[] | undefined;
  /** Not about who is one of these. */
  readonly except?: readonly Audience[] | undefined;
  readonly atMost: Allowance;
  /** Present: the last place, of several, is kept for messages of these ranks; others find the cap full one earlier. */
  readonly lastFor?: readonly Rank[] | undefined;
  readonly per: Window;
}

/** How much a customer may get (R107, R180, R181, R182, R192). */
export interface CapsPolicy {
  readonly caps: readonly Cap[];
  /** Who answered none of the last so many messages is passive, who answered one is engaged (R187). */
  readonly passiveAfter: number;
}

const week: Duration = '7 days';

/**
 * One e-mail a day and four a week, more in the sales, a little less week by week afterwards; the weak and the silent
 * get fewer, and no more in the sales than ever. The last place of a week is for what customers began themselves: a
 * welcome leaves room for the cart that it led to (R21). Who never bought is not weak: nobody knows yet. Three follow-ups of one
 * cart fit. Text messages: as much in any 31 days
 * as a month may bring, wherever the month begins.
 */
export const defaultCaps: CapsPolicy = {
  caps: [
    {
      id: 'email-day',
      channel: 'email',
      purpose: 'marketing',
      atMost: { normal: 1, event: 2, dday: 2, back: '3 days' },
      per: { civil: 'day' },
    },
    {
      id: 'email-week',
      channel: 'email',
      purpose: 'marketing',
      atMost: { normal: 4, event: 6, dday: 6, back: '6 days' },
      lastFor: ['service', 'cart', 'post-purchase', 'alert'],
      per: { rolling: week },
    },
    {
      id: 'email-week-away',
      channel: 'email',
      purpose: 'marketing',
      who: ['dormant', 'low-value'],
      except: ['prospect'],
      atMost: { normal: 3 },
      per: { rolling: week },
    },
    {
      id: 'email-week-passive',
      channel: 'email',
      purpose: 'marketing',
      who: ['passive'],
      atMost: { normal: 1 },
      per: { rolling: week },
    },
    {
      id: 'sms-month',
      channel: 'sms',
      purpose: 'marketing',
      except: ['vip'],
      atMost: { normal: 2 },
      per: { rolling: '31 days' },
    },
    {
      id: 'sms-month-vip',
      channel: 'sms',
      purpose: 'marketing',
      who: ['vip'],
      atMost: { normal: 3 },
      per: { rolling: '31 days' },
    },
  ],
  passiveAfter: 4,
};
