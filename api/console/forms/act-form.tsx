import type { ReactNode } from 'react';
import { useConsole } from '../parts/context.ts';
import { FormProvider } from './field.tsx';

interface ActFormProps {
  readonly action: string;
  readonly className?: string;
  /** What it says by itself. Of several forms on a page that do the same, it is what tells them apart. */
  readonly hidden?: Readonly<Record<string, string>>;
  readonly children: ReactNode;
}

/**
 * A form that does something: it carries the session's token, without which it is refused. When it could not be carried
 * out, its page is shown again: the fields of `field.tsx` have what was written into them, with what is wrong.
 */
export const ActForm = ({ action, className, hidden = {}, children }: ActFormProps) => {
  const { session, address, answered } = useConsole();
  const isAnswered =
    answered?.action === action &&
    Object.entries(hidden).every(([name, value]) => (answered.values[name]?.[0] ?? '') === value);
  return (
    <form method="post" action={action} {...(className !== undefined && { className })}>
      {Object.entries({ csrf: session.csrf, page: address, ...hidden }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <FormProvider value={isAnswered ? answered : undefined}>{children}</FormProvider>
    </form>
  );
};
