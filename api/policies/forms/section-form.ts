import type { PolicySection } from '../../../domain/policy/policy.ts';
import type { Flaw } from '../../events/flaw.ts';
import { schemaOf } from '../views.ts';
import { capsForm } from './caps.ts';
import { controlsOf, controlTexts, readControls } from './controls.ts';
import type { ReadForm, SectionForm } from './form.ts';
import { quietHoursForm } from './quiet-hours.ts';

const ownForms: { readonly [Section in PolicySection]?: SectionForm } = {
  caps: capsForm,
  quietHours: quietHoursForm,
};

/** The form of a section; without one of its own, a field for each of the schema's. */
export const formOf = (section: PolicySection): SectionForm => {
  const own = ownForms[section];
  if (own) return own;
  const controls = controlsOf(schemaOf(section));
  return {
    texts: (policy) => controlTexts(controls, policy),
    read: (texts) => ({ ...readControls(controls, texts), nameOf: (path) => path }),
  };
};

/** Flaws as a form shows them: each beside the field that it came from. */
export const placeFlaws = (flaws: readonly Flaw[], { nameOf }: Pick<ReadForm, 'nameOf'>): readonly Flaw[] =>
  flaws.map(({ field, problem }) => ({
    field: field.replace(/^policy\.(.+)$/u, (_, path: string) => `policy.${nameOf(path)}`),
    problem,
  }));
