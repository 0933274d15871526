import type { Locale } from '../templates.ts';

/** Pages of the shop that messages may lead to; one that is not named is not spoken of. */
export type BrandPage = 'help' | 'reviews' | 'returns' | 'loyalty' | 'referral' | 'account' | 'guides' | 'giftCards';

/** What messages say of the shop itself, in its own words (R8). What is not told is left away, never invented. */
export interface BrandPolicy {
  /** Who the shop is: one paragraph a language. */
  readonly story: Readonly<Partial<Record<Locale, string>>>;
  /** What it stands for and guarantees: one sentence each. */
  readonly commitments: Readonly<Partial<Record<Locale, readonly string[]>>>;
  readonly pages: { readonly [Page in BrandPage]?: string | undefined };
}

export const defaultBrand: BrandPolicy = { story: {}, commitments: {}, pages: {} };
