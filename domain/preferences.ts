import { type ConsentAct, decidingAct } from './consent.ts';
import type { Channel } from './journey.ts';
import type { List } from './lists.ts';
import type { ConsentPolicy } from './policy/consent.ts';
import type { SuppressionReason, SuppressionScope } from './suppression.ts';

/** What stands about marketing to one customer on one channel. */
export interface ChannelStanding {
  readonly channel: Channel;
  /** The newest act of each list and of the whole. */
  readonly acts: readonly ConsentAct[];
  /** True: nobody needed to agree, as a sale allows it. */
  readonly softOptIn: boolean;
  /** What keeps messages from the address that they would go to. */
  readonly suppressions: readonly (SuppressionScope & { readonly reason: SuppressionReason })[];
}

/** One thing that a customer may choose: a list on a channel, or where the store has no lists all marketing on it. */
export interface Choice {
  readonly channel: Channel;
  /** Empty: all marketing. */
  readonly list: List;
  readonly on: boolean;
}

/** Why a channel cannot be chosen: its owner answered STOP, or the address itself is left alone. */
export type Locked = 'stopped' | 'blocked';

/** Reasons that no choice of the customer made, and none lifts. */
const blocking: readonly SuppressionReason[] = ['bounced', 'bouncing', 'complained', 'manual'];

export const lockedBy = ({ suppressions }: ChannelStanding): Locked | undefined => {
  const reasons = suppressions.map(({ reason }) => reason);
  if (reasons.includes('stopped')) return 'stopped';
  return reasons.some((reason) => blocking.includes(reason)) ? 'blocked' : undefined;
};

/** What a customer can choose on a channel, each as it stands: what the gate would let pass, but for a pause. */
export const choicesOf = (
  standing: ChannelStanding,
  { lists, proof }: Pick<ConsentPolicy, 'proof'> & { readonly lists: readonly { readonly list: List }[] },
): readonly Choice[] => {
  const names = lists.length > 0 ? lists.map(({ list }) => list) : [''];
  return names.map((list) => ({ channel: standing.channel, list, on: isOn(standing, list, proof) }));
};

const isOn = ({ acts, softOptIn, suppressions }: ChannelStanding, list: List, proof: ConsentPolicy['proof']) => {
  const isLeft = suppressions.some((one) => one.reason === 'unsubscribed' && (one.list === '' || one.list === list));
  const act = decidingAct(acts, list === '' ? undefined : list);
  const isAgreed = act?.state === 'granted' && (act.proven || proof === 'recorded');
  return !isLeft && (isAgreed || (softOptIn && act?.state !== 'withdrawn'));
};
