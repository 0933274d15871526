import { z } from 'zod';
import type { ListedVersion, readStanding } from '../../db/policies/versions.ts';
import { defaultPolicy, type PolicySection } from '../../domain/policy/policy.ts';
import type { RulesOutcome } from '../../domain/rules/outcome.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { type PolicyPreview, previewLimits } from './preview.ts';
import { policySchemas } from './schemas.ts';

type Standing = Awaited<ReturnType<typeof readStanding>>;

/** What a section's title and fields are: JSON Schema 2020-12. */
export const schemaOf = (section: PolicySection): z.core.JSONSchema.BaseSchema =>
  z.toJSONSchema(policySchemas[section], { io: 'input' });

/** A saved version as stores see it. */
export const versionView = ({ version, body, effectiveAt, savedBy, operator, why, savedAt }: ListedVersion) => ({
  version,
  policy: body,
  effectiveAt,
  savedAt,
  savedBy: operator ?? savedBy,
  why,
});

const outcomeView = (outcome: RulesOutcome) => ({
  ...outcome,
  ...(outcome.says === 'later' && { at: toInstant(outcome.at) }),
});

/** A preview as stores see it. */
export const previewView = ({ examples, ...counts }: PolicyPreview) => ({
  ...counts,
  limits: { days: previewLimits.days, decisions: previewLimits.decisions },
  examples: examples.map(({ from, to, ...about }) => ({ ...about, from: outcomeView(from), to: outcomeView(to) })),
});

/** Where a section stands: what holds now, and what a change must be based on. */
export const sectionView = (section: PolicySection, { inForce, planned, latest }: Standing) => {
  const current = inForce.get(section);
  const { title, description } = schemaOf(section);
  return {
    section,
    title: title ?? section,
    about: description ?? '',
    /** Null: the default holds. */
    version: current?.version ?? null,
    policy: current?.body ?? defaultPolicy[section],
    since: current?.effectiveAt ?? null,
    savedBy: current ? (current.operator ?? current.savedBy) : null,
    why: current?.why ?? null,
    latest: latest.get(section) ?? 0,
    planned: planned.filter((row) => row.section === section).map(versionView),
  };
};
