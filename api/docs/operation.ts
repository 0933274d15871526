import { z } from 'zod';
import type { Scope } from '../../domain/access.ts';

/** How an api's document writes bodies and what several paths share. */
export interface Parts {
  readonly json: (schema: object) => object;
  readonly reference: (name: string) => object;
}

export const text = { type: 'string' };
export const instant = { type: ['string', 'null'], format: 'date-time' };
export const record = (properties: object) => ({ type: 'object', properties });

export const listOf = (name: string, items: object) =>
  record({
    [name]: { type: 'array', items },
    next: { type: ['string', 'null'], description: '`before` of the next page' },
  });

export const inPath = (name: string, description: string) => ({
  name,
  in: 'path',
  required: true,
  schema: text,
  description,
});
export const pages = [
  { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } },
  { name: 'before', in: 'query', schema: text, description: '`next` of the page before' },
];

/** A path under a key with a scope. */
export const operationOf =
  ({ json, reference }: Parts) =>
  (summary: string, scope: Scope, parameters: readonly object[], schema: object) => ({
    summary,
    description: `Needs a key with the scope \`${scope}\`.`,
    parameters,
    responses: {
      200: { description: 'yes', ...json(schema) },
      401: { description: 'no key, or one that does not open this', ...json(reference('Error')) },
      404: { description: 'your store has no such thing', ...json(reference('Error')) },
      ...(parameters.length > 1 ? { 422: { description: 'the query is not valid', ...json(reference('Error')) } } : {}),
    },
  });

/** The same with a body that is written, which `schema` reads. */
export const writingOf =
  ({ json, reference }: Parts) =>
  (
    { responses: { 200: written, ...responses }, ...rest }: ReturnType<ReturnType<typeof operationOf>>,
    schema: z.ZodType,
    success: 200 | 201 = 200,
    more: Readonly<Record<number, object>> = {},
  ) => ({
    ...rest,
    requestBody: { required: true, ...json(z.toJSONSchema(schema, { io: 'input' })) },
    responses: {
      [success]: written,
      ...responses,
      ...more,
      422: { description: 'the body is not valid: each field is named', ...json(reference('Error')) },
    },
  });
