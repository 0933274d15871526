import type { ReactNode } from 'react';
import { useConsole } from './context.ts';

interface ActFormProps {
  readonly action: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A form that does something: it carries the session's token, without which it is refused. */
export const ActForm = ({ action, className, children }: ActFormProps) => (
  <form method="post" action={action} {...(className !== undefined && { className })}>
    <input type="hidden" name="csrf" value={useConsole().session.csrf} />
    {children}
  </form>
);
