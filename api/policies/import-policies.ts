import type { Act } from '../../db/access/audit.ts';
import type { Database } from '../../db/client.ts';
import { readStanding } from '../../db/policies/versions.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { PolicySection } from '../../domain/policy/policy.ts';
import type { Clock } from '../../domain/time/clock.ts';
import type { Flaw } from '../events/flaw.ts';
import { readPolicyBody } from './read-policy.ts';
import { savePolicy } from './save-policy.ts';
import { isPolicySection, policySections } from './schemas.ts';

interface Imported {
  readonly section: PolicySection;
  readonly outcome: 'saved' | 'unchanged' | 'conflict';
  /** The section's newest version. */
  readonly version: number;
}

export type PolicyImport =
  | { readonly outcome: 'imported'; readonly sections: readonly Imported[] }
  | { readonly outcome: 'invalid'; readonly flaws: readonly Flaw[] };

/**
 * Saves the sections of a file (`{"<section>": {…}}`) that differ from what holds. All of them are validated first:
 * a flaw anywhere saves nothing. The same file twice changes nothing the second time.
 */
export const importPolicies = async (
  deps: { readonly db: Database; readonly clock: Clock },
  { store, given, why }: { readonly store: StoreId; readonly given: unknown; readonly why?: string | undefined },
  actor: Act['actor'],
): Promise<PolicyImport> => {
  const flaws = flawsOfFile(given);
  if (flaws.length > 0) return { outcome: 'invalid', flaws };
  const sections = given as Readonly<Partial<Record<PolicySection, unknown>>>;
  const imported: Imported[] = [];
  for (const section of policySections.filter((name) => Object.hasOwn(sections, name))) {
    const { latest } = await readStanding(deps.db, store, new Date(deps.clock.now()));
    const basedOn = latest.get(section) ?? 0;
    const saving = await savePolicy(deps, { store, section, policy: sections[section], basedOn, why }, actor);
    if (saving.outcome === 'invalid') return saving;
    const version = saving.outcome === 'conflict' ? saving.latest : saving.version.version;
    imported.push({ section, outcome: saving.outcome, version });
  }
  return { outcome: 'imported', sections: imported };
};

const flawsOfFile = (given: unknown): readonly Flaw[] => {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return [{ field: '', problem: 'must be an object with a section of the policy in each field' }];
  }
  return Object.entries(given).flatMap(([name, policy]) => {
    if (!isPolicySection(name)) {
      return [{ field: name.slice(0, 60), problem: `is no section; there are ${policySections.join(', ')}` }];
    }
    const read = readPolicyBody(name, policy);
    return read.ok ? [] : read.flaws.map(({ field, problem }) => ({ field: field.replace(/^policy/u, name), problem }));
  });
};
