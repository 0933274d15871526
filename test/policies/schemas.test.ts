import { expect, test } from 'vitest';
import { z } from 'zod';
import { policySchemas, policySections } from '../../api/policies/schemas.ts';
import { defaultPolicy } from '../../domain/policy/policy.ts';

test('every section that the gate reads can be saved, and no other', () => {
  expect(new Set(policySections)).toEqual(new Set(Object.keys(defaultPolicy)));
});

test.each(policySections)('%s: its default may be saved as it is, a field that nobody reads may not', (section) => {
  const schema: z.ZodType = policySchemas[section];
  const given = defaultPolicy[section];
  // What is saved is what was given: nothing is added, left out or written in another way.
  expect(schema.parse(JSON.parse(JSON.stringify(given)))).toEqual(given);
  expect(schema.safeParse({ ...given, nonsense: 1 }).success).toBe(false);
  expect(schema.safeParse([]).success).toBe(false);
});

test.each(policySections)('%s: says what it is and what each of its fields means', (section) => {
  const schema = z.toJSONSchema(policySchemas[section], { io: 'input' });
  expect(schema.title).toMatch(/^[A-Z]/);
  expect(schema.description).toMatch(/\.$/);
  for (const field of Object.values(schema.properties ?? {})) {
    expect((field as { readonly description?: string }).description).toBeTruthy();
  }
});
