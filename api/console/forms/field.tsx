import { type ComponentProps, createContext, useContext } from 'react';
import type { Flaw } from '../../events/flaw.ts';
import type { Answered } from './answered.ts';

const form = createContext<Answered | undefined>(undefined);

/** Tells the fields inside what was written into them and what is wrong with it. */
export const FormProvider = form.Provider;

type Named<Tag extends 'input' | 'select' | 'textarea'> = ComponentProps<Tag> & { readonly name: string };

/** An input that keeps what was written when its form comes back, with its flaws beside it. */
export const Input = ({ name, defaultValue, ...props }: Named<'input'>) => {
  const { values, flaws, marks } = useField(name);
  return (
    <>
      <input {...props} name={name} defaultValue={values ? (values[0] ?? '') : defaultValue} {...marks} />
      <Flaws of={name} flaws={flaws} />
    </>
  );
};

/** One of several boxes of a name. */
export const Tick = ({ name, value, defaultChecked, ...props }: Named<'input'> & { readonly value: string }) => {
  const { values } = useField(name);
  const isTicked = values ? values.includes(value) : defaultChecked;
  return <input {...props} type="checkbox" name={name} value={value} defaultChecked={isTicked} />;
};

export const Selection = ({ name, defaultValue, children, ...props }: Named<'select'>) => {
  const { values, flaws, marks } = useField(name);
  return (
    <>
      <select {...props} name={name} defaultValue={values?.[0] ?? defaultValue} {...marks}>
        {children}
      </select>
      <Flaws of={name} flaws={flaws} />
    </>
  );
};

export const TextArea = ({ name, defaultValue, ...props }: Named<'textarea'>) => {
  const { values, flaws, marks } = useField(name);
  return (
    <>
      <textarea {...props} name={name} defaultValue={values?.[0] ?? defaultValue} {...marks} />
      <Flaws of={name} flaws={flaws} />
    </>
  );
};

/** `values` is absent when the form was not sent; the marks are for who hears the page. */
const useField = (name: string) => {
  const answered = useContext(form);
  const flaws = (answered?.refusal?.flaws ?? []).filter(({ field }) => `${field}.`.startsWith(`${name}.`));
  return {
    values: answered && (answered.values[name] ?? []),
    flaws,
    marks: flaws.length > 0 && { 'aria-invalid': true, 'aria-describedby': idOf(name), autoFocus: true },
  };
};

/** What is wrong with several boxes of a name. */
export const FieldFlaws = ({ of }: { readonly of: string }) => <Flaws of={of} flaws={useField(of).flaws} />;

const Flaws = ({ of, flaws }: { readonly of: string; readonly flaws: readonly Flaw[] }) =>
  flaws.length > 0 && (
    <span className="flaws" id={idOf(of)}>
      {flaws.map(({ field, problem }) => (field === of ? problem : `${field}: ${problem}`)).join('; ')}
    </span>
  );

const idOf = (name: string): string => `flaws-${name}`;
