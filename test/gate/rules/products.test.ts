import { freshProducts } from '../../../domain/rules/products/fresh-products.ts';
import { inStock } from '../../../domain/rules/products/in-stock.ts';
import { somethingToShow } from '../../../domain/rules/products/something-to-show.ts';
import { hour, line, now, products, step } from './context.ts';
import { ruleTable } from './table.ts';

const gone = line('gone', { stock: 0 });
const untitled = line('untitled', { titles: [] });
const old = { stockedAt: now - 30 * hour };

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
    products([line('one', old)], { stockToldAt: now - 30 * hour }),
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
