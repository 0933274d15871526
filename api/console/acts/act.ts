import type { Request } from 'express';
import type { Database } from '../../../db/client.ts';
import type { Clock } from '../../../domain/time/clock.ts';
import type { Session } from '../sign-in/session.ts';

/** What an act works with. */
export interface ActDeps {
  readonly db: Database;
  /** This machine's time. */
  readonly realClock: Clock;
}

/** What the operator asked for. */
export interface ActRequest {
  readonly operator: Session['operator'];
  readonly params: Readonly<Record<string, string>>;
  /** The form's fields, first values only. */
  readonly fields: Readonly<Record<string, string>>;
  readonly request: Request;
}

/** Where the operator goes next; `problem` says why nothing was done. */
export type ActResult = { readonly to: string } | { readonly problem: string };

/** Something that an operator does by a button of a page: posted as a form, written to the audit log. */
export interface Act {
  readonly path: string;
  carryOut(deps: ActDeps, request: ActRequest): Promise<ActResult | undefined>;
}
