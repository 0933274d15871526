import type { PolicySection } from '../../../domain/policy/policy.ts';
import type { Flaw } from '../../events/flaw.ts';
import type { Control } from '../../policies/controls.ts';
import { ActForm } from '../parts/act-form.tsx';
import type { Draft } from './policy-body.tsx';

interface PolicyFormProps {
  readonly store: string;
  readonly section: PolicySection;
  readonly controls: readonly Control[];
  readonly draft: Draft;
}

/** A field for each of the section's, with what it means and what is wrong with it; tried or saved. */
export const PolicyForm = ({ store, section, controls, draft }: PolicyFormProps) => (
  <ActForm action={`/policies/${section}`} className="policy">
    <input type="hidden" name="store" value={store} />
    <input type="hidden" name="basedOn" value={draft.basedOn} />
    {controls.map((control) => (
      <Field
        key={control.path}
        control={control}
        text={draft.texts[control.path] ?? ''}
        flaws={draft.flaws.filter(({ field }) => `${field}.`.startsWith(`policy.${control.path}.`))}
      />
    ))}
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

interface FieldProps {
  readonly control: Control;
  readonly text: string;
  readonly flaws: readonly Flaw[];
}

const Field = ({ control, text, flaws }: FieldProps) => {
  const { path, about } = control;
  const id = `flaws-${path}`;
  const wrong = flaws.length > 0 ? { 'aria-invalid': true, 'aria-describedby': id } : {};
  return (
    <div className="field">
      <label>
        <code>{path}</code> {about}
        <Input control={control} text={text} wrong={wrong} />
      </label>
      {flaws.length > 0 && (
        <ul className="flaws plain" id={id}>
          {flaws.map(({ field, problem }) => (
            <li key={`${field} ${problem}`}>
              <code>{field}</code> {problem}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};

const Input = ({
  control,
  text,
  wrong,
}: {
  readonly control: Control;
  readonly text: string;
  readonly wrong: object;
}) => {
  const { path, kind, options } = control;
  const common = { name: `field.${path}`, defaultValue: text, ...wrong };
  if (kind === 'json')
    return <textarea {...common} rows={Math.min(30, text.split('\n').length + 1)} spellCheck={false} />;
  if (kind === 'choice' || kind === 'yes-no') {
    return (
      <select {...common}>
        {(kind === 'choice' ? options : ['yes', 'no']).map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    );
  }
  return <input {...common} {...(kind === 'number' && { inputMode: 'decimal' as const })} />;
};
