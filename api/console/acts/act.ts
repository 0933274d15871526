import type { PageDeps, PageRequest, Shown } from '../page.ts';

/** What the operator asked for. */
export interface ActRequest extends PageRequest {
  /** The form's fields that are texts. */
  readonly fields: Readonly<Record<string, string>>;
  /** Every value of a field that may be given several times. */
  readonly all: (field: string) => readonly string[];
}

/** Where the operator goes next, a page to be shown at once and never again (`status`: other than 200), or why nothing was done. */
export type ActResult =
  | { readonly to: string }
  | { readonly shown: Shown; readonly status?: number }
  | { readonly problem: string };

/**
 * Something that an operator does by a button of a page: posted as a form, written to the audit log in its own
 * transaction. Undefined: there is no such record.
 */
export interface Act {
  readonly path: string;
  /** Present: its form is larger than others are. */
  readonly form?: { readonly parameterLimit: number; readonly limit: string };
  carryOut(deps: PageDeps, request: ActRequest): Promise<ActResult | undefined>;
}
