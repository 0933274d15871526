import { z } from 'zod';
import type { PersonReference } from '../../db/personal-data/person.ts';
import { email, externalId, phone } from '../events/fields.ts';
import { findUnstorable } from '../events/storable.ts';
import { readJson } from '../http/json-body.ts';
import { Problem } from '../http/problem.ts';

/** Whom a store means. In a body, since addresses of requests are logged by whoever stands between. */
export const customerName = z.union(
  [z.strictObject({ id: externalId }), z.strictObject({ email }), z.strictObject({ phone })],
  'name one customer: {"id": …}, {"email": …} or {"phone": …}',
);

/** @throws Problem 400, 415 or 422 */
export const readReference = (bytes: unknown): PersonReference => {
  const given = readJson(bytes);
  const unstorable = findUnstorable(given);
  const parsed = customerName.safeParse(given);
  if (unstorable !== undefined || !parsed.success) {
    throw new Problem(422, 'invalid_customer', 'name one customer: {"id": …}, {"email": …} or {"phone": …}');
  }
  return referenceOf(parsed.data);
};

export const referenceOf = (name: z.output<typeof customerName>): PersonReference => {
  const [[kind, value]] = Object.entries(name) as [[PersonReference['kind'], string]];
  return { kind, value } as PersonReference;
};
