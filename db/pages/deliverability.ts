import type { StoreId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { readReleases, readStandingBrakes } from '../deliverability/brakes.ts';
import { countHeldByVolume, readApprovals, readSentVolumes } from '../deliverability/volumes.ts';
import { namesOf } from './operator-names.ts';

export type StoreDeliverability = Awaited<ReturnType<typeof readStoreDeliverability>>;

/** What holds a store's messages back for their reputation, and who lets them go all the same, by name. */
export const readStoreDeliverability = async (db: Queries, store: StoreId, now: Date) => {
  const [brakes, releases, approvals, volumes, held] = await Promise.all([
    readStandingBrakes(db, store),
    readReleases(db, store, now),
    readApprovals(db, store, now),
    readSentVolumes(db, store, now),
    countHeldByVolume(db, store),
  ]);
  const actors = [...releases.map(({ releasedBy }) => releasedBy), ...approvals.map(({ approvedBy }) => approvedBy)];
  const nameOf = await namesOf(db, actors);
  return {
    brakes,
    releases: releases.map((row) => ({ ...row, releasedBy: nameOf(row.releasedBy) })),
    approvals: approvals.map((row) => ({ ...row, approvedBy: nameOf(row.approvedBy) })),
    volumes,
    held,
  };
};
