import { isDeepStrictEqual } from 'node:util';
import { v7 } from 'uuid';
import { type Act, recordAct } from '../../db/access/audit.ts';
import type { Database, Queries } from '../../db/client.ts';
import { insertVersion, type ListedVersion, readStanding, readVersion } from '../../db/policies/versions.ts';
import { insertWork } from '../../db/season/work.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { PolicySection } from '../../domain/policy/policy.ts';
import type { Clock } from '../../domain/time/clock.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { unknownDefinitions } from '../definitions/unknown-definitions.ts';
import type { Flaw } from '../events/flaw.ts';
import { readPolicyBody } from './read-policy.ts';

export interface PolicyWish {
  readonly store: StoreId;
  readonly section: PolicySection;
  /** The whole section, as it was given. */
  readonly policy: unknown;
  /** The newest version of the section that its author has seen; 0 where there was none. */
  readonly basedOn: number;
  /** From when it holds; at once if not given. */
  readonly effectiveAt?: Date | undefined;
  readonly why?: string | undefined;
}

export type PolicySaving =
  /** `unchanged`: it is what the newest version says already, as when a request is sent again. */
  | { readonly outcome: 'saved' | 'unchanged'; readonly version: ListedVersion }
  /** Somebody saved another version meanwhile; nothing was changed. */
  | { readonly outcome: 'conflict'; readonly latest: number }
  | { readonly outcome: 'invalid'; readonly flaws: readonly Flaw[] };

/**
 * Saves a section of a store's policy as its next version, with a line in the audit log; decisions from
 * `effectiveAt` on follow it, those of journeys under way included (R275); waits in progress follow other times of theirs.
 */
export const savePolicy = async (
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  { store, section, policy, basedOn, effectiveAt, why }: PolicyWish,
  actor: Act['actor'],
): Promise<PolicySaving> => {
  const read = readPolicyBody(section, policy);
  if (!read.ok) return { outcome: 'invalid', flaws: read.flaws };
  const now = clock.now();
  if (effectiveAt && effectiveAt.getTime() < now) {
    // What was decided was decided by what held then.
    return { outcome: 'invalid', flaws: [{ field: 'effectiveAt', problem: 'has passed; leave it out to begin now' }] };
  }
  const from = effectiveAt ?? new Date(now);
  const unknown = await unknownDefinitions(db, store, 'policy', read.policy);
  if (unknown.length > 0) return { outcome: 'invalid', flaws: unknown };
  return db.transaction(async (queries) => {
    const { inForce, latest } = await readStanding(queries, store, from);
    const current = inForce.get(section);
    if (current && current.version === latest.get(section) && isDeepStrictEqual(current.body, read.policy)) {
      return { outcome: 'unchanged', version: current };
    }
    const row = { id: v7(), storeId: store, section, body: read.policy, effectiveAt: from, savedBy: actor };
    const isWritten = await insertVersion(queries, { ...row, basedOn, why: why ?? null, savedAt: new Date(now) });
    if (!isWritten) {
      const { latest } = await readStanding(queries, store, from);
      return { outcome: 'conflict', latest: latest.get(section) ?? 0 };
    }
    if (section === 'cadences') await tellWaiting(queries, store, { from, now });
    const version = basedOn + 1;
    await recordAct(queries, {
      at: now,
      actor,
      act: 'policy.saved',
      subject: `policy/${section}`,
      store,
      detail: { version, from: from.toISOString() },
    });
    return { outcome: 'saved', version: (await readVersion(queries, { store, section, version }))! };
  });
};

/** Runs that wait are told of the new times once these hold, each once and some at a time (R78). */
const tellWaiting = async (
  queries: Queries,
  store: StoreId,
  { from, now }: { readonly from: Date; readonly now: Millis },
): Promise<void> =>
  insertWork(queries, {
    id: v7(),
    storeId: store,
    kind: 'retime',
    campaignId: null,
    round: null,
    dueAt: from,
    createdAt: new Date(now),
  });
