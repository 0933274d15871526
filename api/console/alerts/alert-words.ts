import type { AlertKind, InterestWay } from '../../../domain/alerts/alert.ts';
import type { AlertsPolicy } from '../../../domain/policy/alerts.ts';

/** What happened to a product. */
export const kindWords: Readonly<Record<AlertKind, string>> = {
  'back-in-stock': 'Back in stock',
  'low-stock': 'Nearly sold out',
  'price-drop': 'Cheaper',
};

const ways: Readonly<Record<InterestWay, string>> = {
  asked: 'asked',
  wished: 'wished for it',
  carted: 'had it in a cart',
  viewed: 'looked at it often',
};

const list = new Intl.ListFormat('en', { type: 'disjunction' });

const who = (to: readonly InterestWay[]): string =>
  to.length === 0 ? 'nobody' : `who ${list.format(to.map((way) => ways[way]))}`;

/** The store's rules about alerts, a sentence each. */
export const policySentences = ({ backInStock, lowStock, priceDrop, viewed, again, perMinute }: AlertsPolicy) => [
  `Back in stock is told to ${who(backInStock.to)}.`,
  `Nearly sold out, from ${lowStock.at} left on, is told to ${who(lowStock.to)}.`,
  `Cheaper, by ${priceDrop.atLeast} % at least than the lowest price of the 30 days before, is told to ${who(priceDrop.to)}; prices must be known for ${priceDrop.knownFor}.`,
  `Looked at it often is ${viewed.visits} visits within ${viewed.within}. Nobody hears of the same product twice within ${again}, unless they asked; at most ${perMinute} customers a minute are told.`,
];
