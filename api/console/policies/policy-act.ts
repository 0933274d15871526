import type { Flaw } from '../../events/flaw.ts';
import { instant } from '../../events/fields.ts';
import { previewPolicy } from '../../policies/preview.ts';
import { readPolicyBody } from '../../policies/read-policy.ts';
import { savePolicy } from '../../policies/save-policy.ts';
import type { Texts } from '../../policies/forms/form.ts';
import { formOf, placeFlaws } from '../../policies/forms/section-form.ts';
import { isPolicySection } from '../../policies/schemas.ts';
import type { Act } from '../acts/act.ts';
import { showPolicy } from './policy-page.tsx';

/** Tries a change of a section on the last days' decisions, or saves it. */
export const policyAct: Act = {
  path: '/policies/:section',
  // A hundred kinds of messages, with a time for each end of each day.
  form: { parameterLimit: 3_000, limit: '256kb' },
  async carryOut({ db, clock }, { params, fields, stores, session }) {
    const { section } = params;
    const store = stores.find(({ id }) => id === fields['store']);
    if (!store || !isPolicySection(section)) return undefined;
    const { from = '', why = '', basedOn = '' } = fields;
    const form = formOf(section);
    const texts = textsOf(fields);
    const now = clock.now();
    const again = async (more: Partial<Parameters<typeof showPolicy>[4]>) => ({
      shown: await showPolicy(db, store, section, now, { texts, from, why, basedOn, flaws: [], ...more }),
    });
    const given = { ...form.read(texts), ...readFrom(from) };
    const flawed = async (flaws: readonly Flaw[]) => ({
      ...(await again({ flaws: placeFlaws(flaws, given) })),
      status: 422,
    });
    const flaws = [...given.flaws, ...given.fromFlaws];
    if (flaws.length > 0) return flawed(flaws);
    if (fields['do'] === 'preview') {
      const read = readPolicyBody(section, given.policy);
      if (!read.ok) return flawed(read.flaws);
      return again({ preview: await previewPolicy(db, { store: store.id, section, policy: read.policy, now }) });
    }
    const saving = await savePolicy(
      { db, clock },
      {
        store: store.id,
        section,
        policy: given.policy,
        basedOn: Number(basedOn),
        effectiveAt: given.from,
        why: why.trim().slice(0, 500) || undefined,
      },
      `operator:${session.operator.id}`,
    );
    if (saving.outcome === 'invalid') return flawed(saving.flaws);
    if (saving.outcome === 'conflict') {
      const problem = `Somebody saved version ${saving.latest} meanwhile; nothing was changed. Open the page again and look at it first.`;
      return { ...(await again({})), status: 409, refusal: { problem } };
    }
    return { to: `/policies/${section}?store=${encodeURIComponent(store.id)}` };
  },
};

const textsOf = (fields: Texts): Texts =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, text]) => (name.startsWith('field.') ? [[name.slice(6), text]] : [])),
  );

const readFrom = (text: string): { readonly from: Date | undefined; readonly fromFlaws: readonly Flaw[] } => {
  const read = text.trim() === '' ? undefined : instant.safeParse(text.trim());
  if (!read) return { from: undefined, fromFlaws: [] };
  return read.success
    ? { from: new Date(read.data), fromFlaws: [] }
    : { from: undefined, fromFlaws: [{ field: 'from', problem: read.error.issues[0]!.message }] };
};
