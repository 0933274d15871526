import type { ErasureRow } from '../../db/personal-data/mark-erased.ts';

/** A receipt as it is told: when, who, how much, and whether a search found nothing more. */
export const erasureView = (row: ErasureRow) => ({
  id: row.id,
  customer: row.customerId,
  state: row.state,
  requestedBy: row.requestedBy,
  requestedAt: row.requestedAt.toISOString(),
  counts: row.counts,
  waitsFor: row.waitsFor,
  verifiedAt: row.verifiedAt?.toISOString() ?? null,
  closedAt: row.closedAt?.toISOString() ?? null,
});
