import { recordAct } from '../../../db/access/audit.ts';
import type { Database } from '../../../db/client.ts';
import { endReleases, storesOwn, writeRelease } from '../../../db/deliverability/brakes.ts';
import { holdSwitches } from '../../../db/switches/lock.ts';
import type { StoreId } from '../../../domain/ids.ts';
import type { Channel } from '../../../domain/journey.ts';
import type { Who } from '../switches/who.ts';

export interface BrakeWish {
  readonly channel: Channel;
  /** Absent: the store's own brake. */
  readonly journey?: string | undefined;
}

export interface ReleaseWish extends BrakeWish {
  readonly until: Date;
}

/** Lets marketing go in spite of the brake until `until`: whoever does it answers for it, by name and with a reason. */
export const releaseBrake = async (
  db: Database,
  store: StoreId,
  { channel, journey = storesOwn, until }: ReleaseWish,
  { at, actor, why }: Who,
): Promise<void> =>
  db.transaction(async (queries) => {
    await holdSwitches(queries, store);
    const scope = { storeId: store, channel, journey, until };
    const row = await writeRelease(queries, { ...scope, releasedAt: new Date(at), releasedBy: actor, why });
    const detail = { channel, journey, until: until.toISOString() };
    await recordAct(queries, { at, actor, act: 'brake.released', subject: `brake/${row.id}`, store, detail });
  });

/** Lets the brake hold again at once. @returns false when nobody had released it. */
export const holdBrake = async (
  db: Database,
  store: StoreId,
  { channel, journey = storesOwn }: BrakeWish,
  { at, actor, why }: Who,
): Promise<boolean> =>
  db.transaction(async (queries) => {
    await holdSwitches(queries, store);
    const ended = await endReleases(queries, { store, channel, journey }, { at: new Date(at), by: actor, why });
    if (ended === 0) return false;
    const subject = `brake/${channel}/${journey}`;
    await recordAct(queries, { at, actor, act: 'brake.held', subject, store, detail: { channel, journey } });
    return true;
  });
