import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { Queries } from '../../db/client.ts';
import { readPolicyResults } from '../../db/pages/policy-results.ts';
import { readSavedVersions } from '../../db/policies/versions.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import type { PolicySection } from '../../domain/policy/policy.ts';
import type { Clock } from '../../domain/time/clock.ts';
import { type Millis, toInstant } from '../../domain/time/instant.ts';
import { storeOf } from '../access/access.ts';
import { flawsOf } from '../events/flaw.ts';
import { Problem } from '../http/problem.ts';
import { policySections } from '../policies/schemas.ts';
import { daysBack } from './days-back.ts';

const dayMillis = 86_400_000;

const perThousand = (count: number, sent: number): number => Math.round((count / sent) * 100_000) / 100;

/** What most says how hard customers are pressed. */
export const usualSection: PolicySection = 'caps';

/**
 * Revenue and unsubscribes side by side, for each version of a section of the policy that decided messages of the last days:
 * clearing a collection is worth it only with a healthy relation (R82). Money in minor units of the store's currency.
 */
export const reportPolicyResults = async (
  db: Queries,
  store: Pick<StoreRow, 'id' | 'currency'>,
  { now, days, section }: { readonly now: Millis; readonly days: number; readonly section: PolicySection },
) => {
  const range = { section, since: new Date(now - days * dayMillis), until: new Date(now + 1) };
  const [results, saved] = await Promise.all([
    readPolicyResults(db, store.id, range),
    readSavedVersions(db, store.id, section),
  ]);
  return {
    section,
    currency: store.currency,
    days,
    since: toInstant(range.since.getTime()),
    until: toInstant(now),
    versions: results.map((one) => ({
      ...one,
      from: saved.get(one.version)?.from ?? null,
      why: saved.get(one.version)?.why ?? null,
      revenuePerThousand: perThousand(one.revenue, one.sent),
      unsubscribedPerThousand: perThousand(one.unsubscribed, one.sent),
      complainedPerThousand: perThousand(one.complained, one.sent),
    })),
  };
};

export type PolicyResultsReport = Awaited<ReturnType<typeof reportPolicyResults>>;

const query = z.object({
  section: z.enum(policySections as readonly [PolicySection, ...PolicySection[]]).default(usualSection),
  days: daysBack,
});

/** `GET /v1/policy-results?section=caps&days=30`: revenue and unsubscribes by version of a policy. @throws Problem 422 */
export const getPolicyResults =
  ({ db, clock }: { readonly db: Queries; readonly clock: Clock }): RequestHandler =>
  async (request, response) => {
    const read = query.safeParse(request.query);
    if (!read.success) {
      throw new Problem(422, 'invalid_query', 'the query is not valid', { flaws: flawsOf(read.error) });
    }
    response.json(await reportPolicyResults(db, storeOf(response), { now: clock.now(), ...read.data }));
  };
