import type { PolicySection } from '../../../domain/policy/policy.ts';
import type { Flaw } from '../../events/flaw.ts';
import { schemaOf } from '../views.ts';
import { capsForm } from './caps.ts';
import { controlsOf, controlTexts, readControls } from './controls.ts';
import { quietHoursForm } from './quiet-hours.ts';

/** What fields of a form say, each by its name. A box that is not ticked has none. */
export type Texts = Readonly<Record<string, string>>;

/** How a section is written as fields that people fill in, and read from them. */
export interface SectionForm<Section = object> {
  texts(policy: Section): Texts;
  /** What is no number or no time stays as it was written: the section's schema says what is wanted. */
  read(texts: Texts): ReadForm;
}

export interface ReadForm {
  readonly policy: unknown;
  readonly flaws: readonly Flaw[];
  /** The field of the form that a path of the section was read from: `caps.0.atMost.normal` from `caps.2.normal`. */
  readonly nameOf: (path: string) => string;
}

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
