import type { PolicySection } from '../../../domain/policy/policy.ts';
import { ActForm } from '../forms/act-form.tsx';
import { CapsFields } from './caps-fields.tsx';
import { ControlFields } from './control-fields.tsx';
import type { Draft } from './draft.ts';
import { QuietHoursFields } from './quiet-hours-fields.tsx';

interface PolicyFormProps {
  readonly store: string;
  readonly section: PolicySection;
  readonly draft: Draft;
}

/** The fields of a section with what is wrong with each; tried or saved. */
export const PolicyForm = ({ store, section, draft }: PolicyFormProps) => (
  <ActForm action={`/policies/${section}`} className="policy">
    <input type="hidden" name="store" value={store} />
    <input type="hidden" name="basedOn" value={draft.basedOn} />
    <SectionFields section={section} draft={draft} />
    <label>
      From when on, with its zone; at once if empty
      <input name="from" defaultValue={draft.from} placeholder="2026-11-27T00:00:00+01:00" />
    </label>
    <label>
      Why <input name="why" maxLength={500} defaultValue={draft.why} />
    </label>
    <p>
      <button name="do" value="preview">
        Preview
      </button>{' '}
      <button name="do" value="save">
        Save
      </button>
    </p>
  </ActForm>
);

const SectionFields = ({ section, draft }: Pick<PolicyFormProps, 'section' | 'draft'>) => {
  if (section === 'caps') return <CapsFields draft={draft} />;
  if (section === 'quietHours') return <QuietHoursFields draft={draft} />;
  return <ControlFields section={section} draft={draft} />;
};
