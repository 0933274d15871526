import type { z } from 'zod';
import type { Policy, PolicySection } from '../../domain/policy/policy.ts';
import { type Flaw, flawsOf } from '../events/flaw.ts';
import { findUnstorable } from '../events/storable.ts';
import { policySchemas } from './schemas.ts';

export type PolicyReading =
  | { readonly ok: true; readonly policy: Policy[PolicySection] }
  | { readonly ok: false; readonly flaws: readonly Flaw[] };

/** Validates what somebody wants a section to be; each flaw names its field: `policy.bySegment.vip`. */
export const readPolicyBody = (section: PolicySection, given: unknown): PolicyReading => {
  const unstorable = findUnstorable(given, ['policy']);
  if (unstorable) return { ok: false, flaws: [unstorable] };
  const read = (policySchemas[section] as z.ZodType<Policy[PolicySection]>).safeParse(given);
  if (read.success) return { ok: true, policy: read.data };
  return { ok: false, flaws: flawsOf(read.error, ['policy']) };
};
