import { somethingToShow } from '../../../domain/rules/products/something-to-show.ts';
import { cart } from './context.ts';
import { ruleTable } from './table.ts';

ruleTable(somethingToShow, [
  ['two products', {}, 'pass'],
  ['no usable product', { cart: { ...cart('b'), usableLines: 0 } }, 'nothing_to_show'],
  ['no cart any more', { cart: null }, 'nothing_to_show'],
]);
