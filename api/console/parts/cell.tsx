import type { ReactNode } from 'react';

interface CellProps {
  /** The column's title, shown beside the value where the screen is too narrow for columns. */
  readonly of: string;
  readonly className?: string;
  readonly children?: ReactNode;
}

/** A value of a table that says what it is on a narrow screen too. */
export const Cell = ({ of, className, children }: CellProps) => (
  <td data-of={of} {...(className !== undefined && { className })}>
    {children}
  </td>
);
