import type { JourneySpec } from './journey.ts';
import { assumed, type ShopParameter, type ShopPolicy } from './policy/shop.ts';

/** Journeys whose words, offers and rules should have been looked at again by `today`, `2027-03-31` (R299). */
export const overdueReviews = (specs: readonly JourneySpec[], today: string): readonly JourneySpec[] =>
  specs.filter(({ reviewBy }) => reviewBy !== undefined && reviewBy < today);

/** What a journey needs to know of the shop, and the shop has not filled in (R300). */
export const missingParameters = ({ requires = [] }: JourneySpec, shop: ShopPolicy): readonly ShopParameter[] =>
  requires.filter((parameter) => shop[parameter] === null);

/** What is missing and what holds meanwhile, in a sentence. */
export const missingSentence = (parameter: ShopParameter): string =>
  `${words[parameter]} of this shop is not filled in${parameter === 'margin' ? '' : `, and ${assumed[parameter]} are assumed`}`;

const words: Readonly<Record<ShopParameter, string>> = {
  salesCycle: 'The usual time between two orders',
  deliveryTime: 'The time from an order to its delivery',
  margin: 'The margin',
};
