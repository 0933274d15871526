import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskFull } from '../injections/postgres/disk-full.ts';
import type { Part, PartContext } from '../part.ts';
import { faultRow } from '../report/fault-row.ts';
import { roadPart } from './road-part.ts';

/** Room for the cluster, its log and what the shop tells meanwhile. */
const megabytes = 512;

const road = (folder: string): Part =>
  roadPart({
    name: 'disk-full',
    title: diskFull.fault,
    scales: ['full'],
    times: () => new Map([[diskFull.fault, 20]]),
    rate: 1200,
    livesPerSecond: 4,
    viewsPerSecond: 200,
    pauseMillis: 3_000,
    cast: {
      postgresFolder: join(folder, 'cluster'),
      // Little WAL is kept, so that the small disk is full of nothing else.
      postgresSettings: ['max_wal_size=64MB', 'min_wal_size=32MB'],
    },
  });

/** The whole road on a small file system in memory, which is filled up and freed. */
export const diskFullPart: Part = {
  name: 'disk-full',
  title: "PostgreSQL's disk is full: nothing is acknowledged, and work goes on by itself once there is room",
  scales: ['full'],
  plan: (random, scale) => road('').plan(random, scale),
  run: async (context, plan) => {
    const folder = mountSmallDisk(context);
    if (folder) return road(folder).run(context, plan);
    const note = 'NOT RUN: this machine does not let a small file system be mounted (tmpfs, as root on Linux)';
    context.progress(note);
    return [faultRow({ fault: diskFull.fault, notes: [note] })];
  },
};

/** Undefined where it may not be made. */
const mountSmallDisk = ({ defer }: PartContext): string | undefined => {
  const folder = mkdtempSync(join(tmpdir(), 'relance-faults-small-'));
  const mounted = spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder]);
  if (mounted.status !== 0) {
    rmdirSync(folder);
    return undefined;
  }
  defer(() => {
    spawnSync('/bin/umount', [folder]);
    rmdirSync(folder);
  });
  mkdirSync(join(folder, 'cluster'));
  chmodSync(folder, 0o755);
  return folder;
};
