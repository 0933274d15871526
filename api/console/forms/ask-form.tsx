import type { ReactNode } from 'react';
import type { Flaw } from '../../events/flaw.ts';
import { FormProvider } from './field.tsx';
import { refused } from './refusal.ts';

interface AskFormProps {
  readonly action: string;
  readonly className?: string;
  readonly hidden?: Readonly<Record<string, string>>;
  /** What its fields say: what is usual, and what was asked for last. */
  readonly values: Readonly<Record<string, string | undefined>>;
  /** What of it cannot be read. */
  readonly flaws: readonly Flaw[];
  readonly children: ReactNode;
}

/** A form that only asks: its fields are those of `field.tsx`, its answer a page whose address can be kept. */
export const AskForm = ({ action, className, hidden = {}, values, flaws, children }: AskFormProps) => (
  <form action={action} {...(className !== undefined && { className })}>
    {Object.entries(hidden).map(([name, value]) => (
      <input key={name} type="hidden" name={name} value={value} />
    ))}
    <FormProvider
      value={{
        action,
        values: Object.fromEntries(
          Object.entries(values).map(([name, text]) => [name, text === undefined ? [] : [text]]),
        ),
        refusal: flaws.length > 0 ? refused(flaws) : undefined,
      }}
    >
      {children}
    </FormProvider>
  </form>
);
