import type { Request } from 'express';
import type { z } from 'zod';
import { type Flaw, flawsOf } from '../events/flaw.ts';
import { findUnstorable } from '../events/storable.ts';
import { readJson } from './json-body.ts';
import type { Problem } from './problem.ts';

/**
 * The JSON body of a request as `schema` has it.
 *
 * @throws Problem 400, 415 or 422 of `readJson`, and what `invalid` makes of the flaws, each with its field
 */
export const readBody = <Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  invalid: (flaws: readonly Flaw[]) => Problem,
): z.output<Schema> => {
  const given = readJson(request.body);
  const unstorable = findUnstorable(given);
  if (unstorable) throw invalid([unstorable]);
  const read = schema.safeParse(given);
  if (!read.success) throw invalid(flawsOf(read.error));
  return read.data;
};
