import type { Response } from 'express';
import type { Refusal } from './refusal.ts';

/** A form that was posted and not carried out, or not yet: its page is shown again with what was written into it. */
export interface Answered {
  /** Where the form was posted to. */
  readonly action: string;
  /** Its fields, each with every value. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** Absent: it was only looked at. */
  readonly refusal?: Refusal | undefined;
}

export const keepAnswered = (response: Response, answered: Answered): void => {
  response.locals['answered'] = answered;
};

/** The form that this answer is about, if it is about one. */
export const answeredOf = (response: Response): Answered | undefined =>
  response.locals['answered'] as Answered | undefined;
