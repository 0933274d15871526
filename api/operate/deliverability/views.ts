import type { StoreDeliverability } from '../../../db/pages/deliverability.ts';
import { storesOwn } from '../../../db/deliverability/brakes.ts';
import { dailyVolume } from '../../../domain/deliverability/daily-volume.ts';
import { type Channel, channels } from '../../../domain/journey.ts';
import type { VolumePolicy } from '../../../domain/policy/deliverability.ts';

/** How many messages of a channel go out today, and how many wait for somebody's approval. */
export interface ChannelVolume {
  readonly channel: Channel;
  readonly today: number;
  readonly averageDay: number;
  readonly atMost: number;
  readonly held: number;
  readonly approval?: StoreDeliverability['approvals'][number] | undefined;
}

export const channelVolumes = (
  { volumes, approvals, held }: StoreDeliverability,
  policy: VolumePolicy,
): readonly ChannelVolume[] =>
  channels.map((channel) => {
    const { today, averageDay } = volumes.find((one) => one.channel === channel) ?? { today: 0, averageDay: 0 };
    const approval = approvals.find((one) => one.channel === channel);
    const { atMost } = dailyVolume({ averageDay, approvedDaily: approval?.daily }, policy);
    return { channel, today, averageDay, atMost, held: held.get(channel) ?? 0, approval };
  });

/** What holds a store's messages back for their reputation, as stores see it. */
export const deliverabilityView = (found: StoreDeliverability, policy: VolumePolicy) => ({
  brakes: found.brakes.map(({ channel, journey, metric, level, events, accepted, since }) => ({
    channel,
    journey: ownOrNamed(journey),
    metric,
    level,
    events,
    accepted,
    since,
  })),
  releases: found.releases.map(({ channel, journey, until, releasedAt, releasedBy, why }) => ({
    channel,
    journey: ownOrNamed(journey),
    until,
    since: releasedAt,
    by: releasedBy,
    why,
  })),
  volumes: channelVolumes(found, policy).map(({ approval, ...volume }) => ({
    ...volume,
    approval: approval
      ? {
          daily: approval.daily,
          until: approval.until,
          since: approval.approvedAt,
          by: approval.approvedBy,
          why: approval.why,
        }
      : null,
  })),
});

/** Null: the store's own brake. */
const ownOrNamed = (journey: string): string | null => (journey === storesOwn ? null : journey);
