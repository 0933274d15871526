import { randomUUID } from 'node:crypto';
import type { Database } from '../../../db/client.ts';
import { campaigns, messages, runs, seasonWork } from '../../../db/schema/index.ts';
import type { CampaignId, CustomerId, RunId } from '../../../domain/ids.ts';
import type { Campaign } from '../../../domain/season/campaign.ts';
import { minutesAgo, storeId } from '../shop.ts';

const day = 24 * 60;

const plan: Campaign = {
  kind: 'sales',
  label: { fr: 'Soldes d’hiver', en: 'Winter sale' },
  opens: '2026-11-25T08:00',
  second: '2026-12-02T08:00',
  ends: '2026-12-20T23:00',
  hours: [],
  moments: {},
  paths: ['vip', 'lost', 'loyal', 'interested', 'others', 'quiet'],
  spread: '1 hour',
};

/** A campaign whose audience has entered, and of which one letter was sent to who is in it. */
export const insertCampaign = async (
  db: Database,
  people: readonly CustomerId[],
  changes: Partial<typeof campaigns.$inferInsert> = {},
): Promise<CampaignId> => {
  const id = randomUUID() as CampaignId;
  await db.insert(campaigns).values({
    id,
    storeId,
    name: `winter-${id.slice(0, 8)}`,
    plan,
    state: 'planned',
    version: 1,
    savedBy: 'command:season',
    why: 'the season',
    savedAt: minutesAgo(40 * day),
    createdAt: minutesAgo(40 * day),
    ...changes,
  });
  await db.insert(seasonWork).values({
    id: randomUUID(),
    storeId,
    kind: 'enrol',
    campaignId: id,
    round: 1,
    dueAt: minutesAgo(27 * day),
    done: people.length,
    passed: { switched_off: 3 },
    createdAt: minutesAgo(40 * day),
    finishedAt: minutesAgo(27 * day - 10),
  });
  for (const [index, customer] of people.entries()) await insertEntrant(db, id, customer, index);
  return id;
};

const insertEntrant = async (db: Database, campaign: CampaignId, customerId: CustomerId, index: number) => {
  const run = randomUUID() as RunId;
  const at = minutesAgo(4 * day);
  const common = { storeId, journey: 'seasonalCountdown', customerId } as const;
  await db.insert(runs).values({
    ...common,
    id: run,
    subject: campaign,
    episode: 1,
    event: { campaignId: campaign, kind: 'sales', path: index === 0 ? 'vip' : 'others' },
    startedAt: minutesAgo(27 * day),
    touchedAt: minutesAgo(27 * day),
    dueAt: at,
    state: 'open',
  });
  const isHeld = index % 3 === 2;
  await db.insert(messages).values({
    ...common,
    id: randomUUID(),
    runId: run,
    step: 'season/teaser#1',
    channel: 'email',
    template: 'season/teaser',
    purpose: 'marketing',
    state: isHeld ? 'withheld' : 'accepted',
    ...(isHeld
      ? { reason: 'capped' as const }
      : { claimedAt: at, acceptedAt: at, provider: 'local-outbox', providerId: randomUUID(), attempts: 1 }),
    dueAt: at,
    expiresAt: minutesAgo(day),
    decidedAt: at,
    verdicts: [],
    key: randomUUID(),
  });
};
