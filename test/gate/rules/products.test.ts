import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import { proposeProducts } from '../../../domain/products/propose.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';
import type { ProposalsOfMessage, ProposedFacts } from '../../../domain/rules/facts/proposals.ts';
import { freshProducts } from '../../../domain/rules/products/fresh-products.ts';
import { inStock } from '../../../domain/rules/products/in-stock.ts';
import { proposals } from '../../../domain/rules/products/proposals.ts';
import { somethingToShow } from '../../../domain/rules/products/something-to-show.ts';
import { hour, line, now, products, step } from './context.ts';
import { ruleTable } from './table.ts';

const gone = line('gone', { stock: 0 });
const untitled = line('untitled', { titles: [] });
const old = { stockedAt: now - 31 * hour };

ruleTable(somethingToShow, [
  ['two products', {}, 'pass'],
  ['R229 no product has a title', products([untitled, untitled]), 'nothing_to_show'],
  ['one of two has a title', products([untitled, line('two')]), 'pass'],
  ['the catalogue knows none', products([line('one', { known: false })]), 'nothing_to_show'],
  ['the only price is in another currency', products([line('one', { currency: 'USD' })]), 'nothing_to_show'],
  ['out of stock, which another rule is about', products([gone]), 'pass'],
  ['no cart any more', { cart: null, products: undefined } as never, 'nothing_to_show'],
]);

ruleTable(freshProducts, [
  ['told lately', {}, 'pass'],
  [
    'R217 the stock was told too long ago',
    products([line('one', old)], { stockToldAt: now - 31 * hour }),
    'stale_products',
  ],
  ['nothing was told of it since, but of others', products([line('one', old)]), 'pass'],
  ['one of two is too old', products([line('one', { describedAt: 0 }), line('two')]), 'pass'],
  ['the store tells no stock', products([{ ...line('one'), stock: undefined } as never]), 'pass'],
  ['no title either', products([untitled]), 'pass'],
]);

ruleTable(inStock, [
  ['in stock', {}, 'pass'],
  ['R215 R216 R131 nothing is left', products([gone]), 'out_of_stock'],
  [
    'nothing is left, and the step has another message for that',
    { ...products([gone]), ...step({ fallback: true }) },
    'pass',
  ],
  ['oversold', products([line('one', { stock: -2 })]), 'out_of_stock'],
  ['Q12 some of it is left', products([gone, line('two')]), 'pass'],
  ['nothing is left, and what else there was cannot be shown', products([gone, untitled]), 'out_of_stock'],
]);

const proposed = (changes: Partial<ProposedFacts> = {}): ProposedFacts => {
  const { quantity: _quantity, cartPrice: _cartPrice, known: _known, ...product } = line('one');
  return { ...product, owned: false, returned: false, sold: 3, ...changes };
};
const message = (
  candidates: readonly ProposedFacts[],
  more: Partial<ProposalsOfMessage> = {},
): Partial<RuleContext> => ({
  proposals: {
    from: 'best-sellers',
    needed: true,
    language: 'en',
    currency: 'EUR',
    storeHost: 'shop.example',
    stockToldAt: now - 2 * hour,
    candidates,
    ...more,
  },
});

ruleTable(proposals, [
  ['proposes nothing', {}, 'pass'],
  ['one to propose', message([proposed()]), 'pass'],
  ['none at all, and it is about one', message([]), 'nothing_to_show'],
  ['R45 none at all, and it goes without', message([], { needed: false }), 'pass'],
  ['R48 the only one is owned', message([proposed({ owned: true })]), 'nothing_to_show'],
  ['R48 the only one came back', message([proposed({ returned: true })]), 'nothing_to_show'],
  ['R48 R215 the only one is out of stock', message([proposed({ stock: 0 })]), 'out_of_stock'],
  [
    'R48 owned is why it is written when it is about that very one',
    message([proposed({ owned: true })], { from: 'same' }),
    'pass',
  ],
  ['R216 that very one is out of stock', message([proposed({ stock: 0 })], { from: 'same' }), 'out_of_stock'],
  [
    'R217 its stock was told too long ago',
    message([proposed({ stockedAt: now - 31 * hour })], { stockToldAt: now - 31 * hour }),
    'stale_products',
  ],
]);

test('R48 whatever the catalogue tells, what is owned, returned or out of stock is never proposed', () => {
  const candidate = fc
    .record({ owned: fc.boolean(), returned: fc.boolean(), stock: fc.integer({ min: -2, max: 9 }), id: fc.uuid() })
    .map((one) => proposed(one as Partial<ProposedFacts>));
  fc.assert(
    fc.property(fc.array(candidate, { maxLength: 12 }), (candidates) => {
      const { shown } = proposeProducts(message(candidates).proposals!, defaultPolicy.products, now);
      const byId = new Map(candidates.map((one) => [one.id, one]));
      expect(shown.length).toBeLessThanOrEqual(3);
      for (const { id } of shown) {
        expect(byId.get(id)).toMatchObject({ owned: false, returned: false });
        expect(byId.get(id)!.stock).toBeGreaterThan(0);
      }
    }),
    { numRuns: 500 },
  );
});
