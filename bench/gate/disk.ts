import { statfsSync } from 'node:fs';
import type { ShopSize } from './fill/shape.ts';

/** Bytes of a row of the ledger and of what belongs to a customer, indexes included, and of what any server needs. */
const bytes = { ledger: 2_400, customer: 10_000, server: 3e9 };

const gigabytes = (value: number): string => `${(value / 1e9).toFixed(1)} GB`;

/** Thrown before anything is made. */
export class DiskTooSmallError extends Error {
  override readonly name = 'DiskTooSmallError';
  readonly code = 'DISK_TOO_SMALL';
}

/** What the databases will take, and what there is, for people. @throws DiskTooSmallError */
export const checkDisk = (folder: string, { customers, ledger }: ShopSize): string => {
  const { bavail, bsize } = statfsSync(folder);
  const [needed, free] = [customers * bytes.customer + ledger * bytes.ledger + bytes.server, bavail * bsize];
  if (needed > free) {
    throw new DiskTooSmallError(
      `The databases need about ${gigabytes(needed)} and ${folder} has ${gigabytes(free)}. ` +
        'Make it smaller with --customers and --ledger, or name another place with --folder or TMPDIR.',
    );
  }
  return `needs about ${gigabytes(needed)} of the ${gigabytes(free)} that are free in ${folder}`;
};
