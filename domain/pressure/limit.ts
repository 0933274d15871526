import type { Channel, Rank } from '../journey.ts';
import type { Allowance, Window } from '../policy/allowance.ts';
import type { PendingMessage, SentMessage } from '../rules/facts/pressure.ts';
import type { RuleContext } from '../rules/context.ts';
import type { Audience, Cap } from '../policy/caps.ts';
import { engagementOf } from './engagement.ts';

/** What may be counted: a message sent, or one that is not sent yet and whose channel may not be known. */
export type Counted = PendingMessage | SentMessage;

/** One number that must not be exceeded, whichever section of the policy it comes from. */
export interface Limit {
  readonly id: string;
  /** Whether a message is counted, and held back when there are too many. */
  readonly covers: (message: Counted) => boolean;
  /** What is counted: each message, or each run or journey once, however much it wrote. */
  readonly counts: 'message' | 'run' | 'journey';
  readonly atMost: Allowance;
  /** The ranks that the last place is kept for; absent: it is anybody's. */
  readonly lastFor?: readonly Rank[];
  readonly per: Window;
}

type Seen = Pick<RuleContext, 'now' | 'policy' | 'buyer' | 'pressure' | 'engagement'>;

/** The caps that are about this customer. */
export const capLimits = (seen: Seen): readonly Limit[] => {
  const audiences = audiencesOf(seen);
  const concerns = ({ who, except }: Cap) =>
    (who === undefined || who.some((one) => audiences.includes(one))) &&
    !(except ?? []).some((one) => audiences.includes(one));
  return seen.policy.caps.caps.filter(concerns).map((cap) => ({
    id: cap.id,
    covers: (message) => coveredBy(cap, message),
    counts: 'message',
    atMost: cap.atMost,
    ...(cap.lastFor && { lastFor: cap.lastFor }),
    per: cap.per,
  }));
};

/** The groups of journeys that exclude each other. */
export const groupLimits = ({ policy: { exclusivity } }: Pick<RuleContext, 'policy'>): readonly Limit[] =>
  exclusivity.groups.map(({ id, journeys, per }) => ({
    id,
    covers: ({ purpose, journey }) => purpose === 'marketing' && journeys.includes(journey),
    counts: 'journey',
    atMost: { normal: 1 },
    per,
  }));

/** The number of runs that may write on one day. */
export const dayLimits = ({ policy: { exclusivity } }: Pick<RuleContext, 'policy'>): readonly Limit[] =>
  exclusivity.journeysADay
    ? [
        {
          id: 'journeys-a-day',
          covers: ({ purpose }) => purpose === 'marketing',
          counts: 'run',
          atMost: exclusivity.journeysADay,
          per: { civil: 'day' },
        },
      ]
    : [];

const coveredBy = ({ channel, purpose, ranks }: Cap, message: Counted): boolean =>
  (channel === 'all' || message.channel === undefined || channelsOf(channel).includes(message.channel)) &&
  (purpose === 'all' || message.purpose === purpose) &&
  (ranks === undefined || ranks.includes(message.rank));

/** A WhatsApp message rings the same phone: a cap of text messages counts it, and holds it back, too. */
const channelsOf = (channel: Channel): readonly Channel[] => (channel === 'sms' ? ['sms', 'whatsapp'] : [channel]);

/** Everything that a cap may call the customer. */
const audiencesOf = ({ now, policy, buyer, pressure, engagement }: Seen): readonly Audience[] => {
  const marketing = pressure.sent.filter(({ purpose, at }) => purpose === 'marketing' && at <= now).map(({ at }) => at);
  const engaged = engagementOf(marketing, engagement.reactedAt, policy.caps.passiveAfter);
  return [
    ...buyer.segments,
    ...(buyer.value === 'high' ? (['high-value'] as const) : []),
    ...(buyer.value === 'low' ? (['low-value'] as const) : []),
    ...(engaged ? [engaged] : []),
  ];
};
