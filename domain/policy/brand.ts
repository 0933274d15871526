import type { Locale } from '../templates.ts';

/** Pages of the shop that messages may lead to; one that is not named is not spoken of. */
export type BrandPage =
  | 'help'
  | 'reviews'
  | 'returns'
  | 'loyalty'
  | 'referral'
  | 'account'
  | 'guides'
  | 'giftCards'
  | 'social'
  | 'stores'
  | 'wishList'
  | 'preOrders'
  | 'pickup'
  | 'newCollection';

/** What a customer wrote, as the shop may show it. */
export interface BrandReview {
  readonly quote: string;
  /** Who wrote it, as they agreed to be named: `Camille, Lyon`. */
  readonly by: string;
  /** Of five. */
  readonly stars?: number | undefined;
  /** Their own picture of it. */
  readonly photoUrl?: string | undefined;
}

/** An answer to a question that keeps people from buying: delivery, lead times, returns. */
export interface BrandAnswer {
  readonly term: string;
  readonly text: string;
}

/** What messages say of the shop itself, in its own words (R8). What is not told is left away, never invented. */
export interface BrandPolicy {
  /** Who the shop is: one paragraph a language. */
  readonly story: Readonly<Partial<Record<Locale, string>>>;
  /** What it stands for and guarantees: one sentence each. */
  readonly commitments: Readonly<Partial<Record<Locale, readonly string[]>>>;
  /**
   * What customers wrote, by language, with how the shop makes sure that they did: whoever shows reviews has to say so
   * (Code de la consommation, L111-7-2 and D111-17; directive 2005/29/EC, article 7(6)).
   */
  readonly reviews?:
    | Readonly<Partial<Record<Locale, { readonly all: readonly BrandReview[]; readonly checked: string }>>>
    | undefined;
  /** In place of the answers that hold for every shop (R20). */
  readonly answers?: Readonly<Partial<Record<Locale, readonly BrandAnswer[]>>> | undefined;
  readonly pages: { readonly [Page in BrandPage]?: string | undefined };
}

export const defaultBrand: BrandPolicy = { story: {}, commitments: {}, pages: {} };
