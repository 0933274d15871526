import { randomUUID } from 'node:crypto';
import type { Queries } from '../../db/client.ts';
import { policyVersions } from '../../db/schema/index.ts';
import type { StoreId } from '../../domain/ids.ts';
import { defaultPolicy, type Policy, type PolicySection } from '../../domain/policy/policy.ts';

/** A shop that writes as often as its journeys say: for what is not about caps. */
export const noPressure: Partial<Policy> = {
  caps: { ...defaultPolicy.caps, caps: [] },
  exclusivity: { groups: [], newsletterPause: { after: [], pauses: [] } },
  recentBuyers: { ...defaultPolicy.recentBuyers, pause: '0 days' },
};

/** Gives a store sections of its own from the beginning of time, in place of what was planted before. */
export const plantPolicy = async (db: Queries, store: StoreId, sections: Partial<Policy>): Promise<void> => {
  const rows = Object.entries(sections).map(([section, body]) => ({
    id: randomUUID(),
    storeId: store,
    section: section as PolicySection,
    version: 1,
    body,
    effectiveAt: new Date(0),
    savedBy: 'test',
    savedAt: new Date(0),
  }));
  for (const row of rows) {
    await db
      .insert(policyVersions)
      .values(row)
      .onConflictDoUpdate({
        target: [policyVersions.storeId, policyVersions.section, policyVersions.version],
        set: { body: row.body },
      });
  }
};
