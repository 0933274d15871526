import type { PolicySection } from '../../../domain/policy/policy.ts';
import { type Control, controlsOf } from '../../policies/forms/controls.ts';
import { schemaOf } from '../../policies/views.ts';
import { FieldFlaws, flawsOfField, wrongWith } from './flaws-of.tsx';
import type { Draft } from './draft.ts';

/** A field for each of the schema's, with what it means. */
export const ControlFields = ({ section, draft }: { readonly section: PolicySection; readonly draft: Draft }) => (
  <>
    {controlsOf(schemaOf(section)).map((control) => (
      <Field key={control.path} control={control} draft={draft} />
    ))}
  </>
);

const Field = ({ control, draft }: { readonly control: Control; readonly draft: Draft }) => {
  const { path, about } = control;
  const flaws = flawsOfField(draft, path);
  return (
    <div className="field">
      <label>
        <code>{path}</code> {about}
        <Input control={control} text={draft.texts[path] ?? ''} wrong={wrongWith(path, flaws)} />
      </label>
      <FieldFlaws name={path} flaws={flaws} />
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
