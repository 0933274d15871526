import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rules } from '../../../domain/rules/index.ts';
import { firstRefusal, judge } from '../../../domain/rules/judge.ts';
import { context, now, step } from './context.ts';

const camelCase = (name: string) => name.replace(/-(.)/g, (_match, letter: string) => letter.toUpperCase());

test('every rule has a table of cases and a name of its own', () => {
  const folder = new URL('./', import.meta.url);
  const tests = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'));
  const without = rules.filter(({ name }) => !tests.some((text) => text.includes(`ruleTable(${camelCase(name)},`)));
  expect(without.map(({ name }) => name)).toEqual([]);
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
});

test('a message about no cart is judged by the rules that concern it', () => {
  const { cart: _cart, ...about } = context();
  expect(firstRefusal(judge(about))).toBeUndefined();
});

test('the first refusal in the stated order is the reason, and every verdict is kept', () => {
  const judgement = judge(
    context({
      run: { ...context().run, exitEvent: 'order.placed' },
      ...step({ expiresAt: now - 1 }),
      address: { known: false },
    }),
  );
  expect(firstRefusal(judgement)).toMatchObject({ reason: 'bought' });
  expect(judgement.filter(({ verdict }) => verdict.says === 'withheld').map(({ rule }) => rule)).toEqual([
    'still-wanted',
    'too-old',
    'address',
  ]);
  expect(judgement.length).toBe(rules.length);
});
