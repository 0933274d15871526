import type { ReactNode } from 'react';
import { rowsOf } from '../../policies/forms/rows.ts';
import { FieldFlaws, flawsOfField, wrongWith } from './flaws-of.tsx';
import type { Draft } from './draft.ts';

interface RowProps {
  readonly draft: Draft;
  /** `caps.0` */
  readonly row: string;
}

/** The entries of a list, and an empty one more to be filled in. */
export const rowsToShow = (list: string, { texts }: Draft): readonly number[] => {
  const rows = rowsOf(list, texts);
  return [...rows, (rows.at(-1) ?? -1) + 1];
};

export const isKept = ({ draft, row }: RowProps): boolean => draft.texts[`${row}.kept`] !== undefined;

/** One entry of a list: what is wrong with it stands at its end. */
export const Row = ({
  draft,
  row,
  title,
  children,
}: RowProps & { readonly title: string; readonly children: ReactNode }) => {
  const kept = isKept({ draft, row });
  return (
    <fieldset id={row} className="rule">
      <legend>{title}</legend>
      {kept && <input type="hidden" name={`field.${row}.kept`} value="yes" />}
      {children}
      {kept && <Tick draft={draft} row={row} name="remove" label="Remove it" />}
      <FieldFlaws name={row} flaws={flawsOfField(draft, row)} />
    </fieldset>
  );
};

interface FieldProps extends RowProps {
  readonly name: string;
  readonly label: string;
}

/** A short field; `kind`: what a phone's keyboard offers. */
export const Text = ({
  draft,
  row,
  name,
  label,
  placeholder,
  kind = 'text',
}: FieldProps & { readonly placeholder?: string; readonly kind?: 'text' | 'numeric' }) => {
  const path = `${row}.${name}`;
  const wrong = flawsOfField(draft, path).length > 0 ? wrongWith(row, flawsOfField(draft, row)) : {};
  return (
    <label>
      {label}
      <input
        name={`field.${path}`}
        defaultValue={draft.texts[path] ?? ''}
        {...(placeholder !== undefined && { placeholder })}
        inputMode={kind}
        {...wrong}
      />
    </label>
  );
};

/** One of several words; `words` says what each means. */
export const Choice = <Word extends string>({
  draft,
  row,
  name,
  label,
  words,
}: FieldProps & { readonly words: Readonly<Record<Word, string>> }) => {
  const path = `${row}.${name}`;
  return (
    <label>
      {label}
      <select name={`field.${path}`} defaultValue={draft.texts[path]}>
        {Object.entries<string>(words).map(([word, means]) => (
          <option key={word} value={word}>
            {means}
          </option>
        ))}
      </select>
    </label>
  );
};

export const Tick = ({ draft, row, name, label }: FieldProps) => {
  const path = `${row}.${name}`;
  return (
    <label className="tick">
      <input type="checkbox" name={`field.${path}`} value="yes" defaultChecked={draft.texts[path] !== undefined} />{' '}
      {label}
    </label>
  );
};
