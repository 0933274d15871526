import type { Request } from 'express';
import { z } from 'zod';
import { type Cursor, cursorText, parseCursor } from '../../db/pages/cursor.ts';
import { Problem } from '../http/problem.ts';

const query = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: z
    .string()
    .refine((text) => parseCursor(text) !== undefined, 'must be the `next` of an earlier answer')
    .optional(),
});

/** Which part of a list is asked for: newest first, `limit` at a time. */
export interface AskedPage {
  readonly limit: number;
  readonly before?: Cursor;
}

/** @throws Problem 422 that names the parameter. */
export const askedPage = (request: Request): AskedPage => {
  const read = query.safeParse({ ...request.query });
  if (!read.success) {
    const flaws = read.error.issues.map(({ path, message }) => ({ field: path.join('.'), problem: message }));
    throw new Problem(422, 'invalid_query', 'the query is not valid', { flaws });
  }
  const before = parseCursor(read.data.before);
  return { limit: read.data.limit, ...(before && { before }) };
};

/** What `before` must be to go on after `rows`; null when there is no more. */
export const nextPage = <Row>(rows: readonly Row[], limit: number, cursorOf: (row: Row) => Cursor): string | null => {
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return last === undefined ? null : cursorText(cursorOf(last));
};
