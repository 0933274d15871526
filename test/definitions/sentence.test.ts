import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fact } from '../../domain/definitions/definition.ts';
import { describedDefinition } from '../../domain/definitions/described.ts';
import { definitionSentence } from '../../domain/definitions/sentences/sentence.ts';
import { drawnDefinition } from './drawn.ts';

const numbers = (text: string): readonly string[] =>
  (text.match(/\d+(?:[.,]\d+)?/gu) ?? []).map((one) => one.replace(',', '.'));

test.for<readonly [Fact, string, string]>([
  [
    { orders: { category: 'lamps', within: '365 days' } },
    'Customers who ordered at least once of the category “lamps” within 365 days.',
    'Les clients qui ont commandé au moins une fois dans la catégorie «\u00a0lamps\u00a0», il y a 365 jours au plus.',
  ],
  [
    { carts: { count: { atLeast: 2 }, before: '90 minutes' } },
    'Customers who have at least 2 open carts, longer than 90 minutes ago.',
    'Les clients qui ont au moins 2 paniers ouverts, il y a plus de 1,5 heure.',
  ],
  [
    { score: { name: 'alive', atLeast: 0.5, below: 0.9 } },
    'Customers who have a score alive of at least 0.5 and below 0.9.',
    'Les clients qui ont une probabilité d’être encore clients (alive) d’au moins 0,5 et moins de 0,9.',
  ],
  [
    { clicks: { channel: 'sms', count: { below: 3 } } },
    'Customers who followed a link of below 3 messages by sms.',
    'Les clients qui ont suivi un lien de moins de 3 messages par SMS.',
  ],
])('R112 a fact is said in English and in French: $1', ([include, english, french]) => {
  expect(definitionSentence({ include })).toBe(english);
  expect(definitionSentence({ include }, 'fr')).toBe(french);
});

test('R112 what is put together is read in one way only, in either language', () => {
  const definition = {
    title: { fr: 'Un', en: 'One' },
    goal: { outcome: 'purchase', within: '30 days' },
    include: { and: [{ language: 'fr' }, { not: { or: [{ country: 'FR' }, { country: 'BE' }] } }] },
    exclude: { segment: 'vip' },
  } as const;
  expect(describedDefinition({ name: 'one', version: 1, definition }).sentence).toEqual({
    en: 'Customers who read fr, and not: (live in FR, or live in BE); without those who are in vip.',
    fr: 'Les clients qui lisent le français, et ne répondent pas à ceci\u00a0: (vivent dans le pays FR, ou vivent dans le pays BE), sauf ceux qui sont dans vip.',
  });
});

test('R112 both languages say every number that a definition has, and nothing that is not there', () => {
  fc.assert(
    fc.property(drawnDefinition, (definition) => {
      const [french, english] = [definitionSentence(definition, 'fr'), definitionSentence(definition)];
      expect(numbers(french).toSorted()).toEqual(numbers(english).toSorted());
      expect(`${french} ${english}`).not.toMatch(/undefined|NaN|\[object| {2}/u);
    }),
  );
});
