import { recordAct } from '../../../db/access/audit.ts';
import type { Database } from '../../../db/client.ts';
import { endApprovals, writeApproval } from '../../../db/deliverability/volumes.ts';
import { holdSwitches } from '../../../db/switches/lock.ts';
import type { StoreId } from '../../../domain/ids.ts';
import type { Channel } from '../../../domain/journey.ts';
import type { Who } from '../switches/who.ts';

export interface VolumeWish {
  readonly channel: Channel;
  /** Messages a day. */
  readonly daily: number;
  readonly until: Date;
}

/** Lets a store send more a day than it is used to, until `until` (R203): by name and with a reason. */
export const approveVolume = async (
  db: Database,
  store: StoreId,
  { channel, daily, until }: VolumeWish,
  { at, actor, why }: Who,
): Promise<void> =>
  db.transaction(async (queries) => {
    await holdSwitches(queries, store);
    const wish = { storeId: store, channel, daily, until };
    const row = await writeApproval(queries, { ...wish, approvedAt: new Date(at), approvedBy: actor, why });
    const detail = { channel, daily, until: until.toISOString() };
    await recordAct(queries, { at, actor, act: 'volume.approved', subject: `volume/${row.id}`, store, detail });
  });

/** Takes an approval back at once. @returns false when nothing was approved. */
export const withdrawApproval = async (
  db: Database,
  store: StoreId,
  { channel }: Pick<VolumeWish, 'channel'>,
  { at, actor, why }: Who,
): Promise<boolean> =>
  db.transaction(async (queries) => {
    await holdSwitches(queries, store);
    const ended = await endApprovals(queries, { store, channel }, { at: new Date(at), by: actor, why });
    if (ended === 0) return false;
    await recordAct(queries, {
      at,
      actor,
      act: 'volume.withdrawn',
      subject: `volume/${channel}`,
      store,
      detail: { channel },
    });
    return true;
  });
