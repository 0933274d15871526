import { Selection } from './field.tsx';

interface SelectProps {
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly (readonly [value: string, words: string])[];
}

/** One of several words, each shown as people say it. */
export const Select = ({ name, label, value, options }: SelectProps) => (
  <label>
    {label}
    <Selection name={name} defaultValue={value}>
      {options.map(([option, words]) => (
        <option key={option} value={option}>
          {words}
        </option>
      ))}
    </Selection>
  </label>
);
