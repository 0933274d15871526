import { randomUUID } from 'node:crypto';
import type { Queries } from '../../db/client.ts';
import { policyVersions } from '../../db/schema/index.ts';
import type { StoreId } from '../../domain/ids.ts';
import { defaultPolicy, type Policy, type PolicySection } from '../../domain/policy/policy.ts';
import { onDays, weekdays } from '../../domain/policy/quiet-hours.ts';

/** A shop that writes as often as its journeys say: for what is not about caps. */
export const noPressure: Partial<Policy> = {
  caps: { ...defaultPolicy.caps, caps: [] },
  exclusivity: { groups: [], newsletterPause: { after: [], pauses: [] } },
  recentBuyers: { ...defaultPolicy.recentBuyers, pause: '0 days' },
};

const always = { week: onDays(weekdays, { from: '00:00', to: '24:00' }), publicHolidays: 'like the weekday' } as const;

/** A shop that writes at any hour: for what runs on the real clock, or for hours of a clock of its own. */
export const anyHour: Pick<Policy, 'quietHours'> = {
  quietHours: {
    sending: [
      { channel: 'email', purpose: 'marketing', ...always },
      { channel: 'sms', purpose: 'marketing', ...always },
    ],
    spread: '60 minutes',
  },
};

/** A shop to which every text message is worth its money: for what is not about that. */
export const anySms: Pick<Policy, 'sms'> = {
  sms: {
    ...defaultPolicy.sms,
    moments: [{ id: 'any', ranks: ['service', 'cart', 'post-purchase', 'replenishment', 'win-back', 'newsletter'] }],
    dailyBudget: { marketing: null, transactional: null },
  },
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
