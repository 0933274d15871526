import type { Refusal } from '../forms/refusal.ts';
import type { PageDeps, PageRequest, Shown } from '../page.ts';

/** What the operator asked for. */
export interface ActRequest extends PageRequest {
  /** The form's fields that are texts. */
  readonly fields: Readonly<Record<string, string>>;
  /** Every value of a field that may be given several times. */
  readonly all: (field: string) => readonly string[];
}

/**
 * Where the operator goes next, a page to be shown at once and never again (`status`: other than 200), or a refusal, after
 * which the form's own page is shown again. A form that is shown again keeps what was written into it.
 */
export type ActResult =
  | { readonly to: string }
  | { readonly shown: Shown; readonly status?: number; readonly refusal?: Refusal }
  | Refusal;

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
