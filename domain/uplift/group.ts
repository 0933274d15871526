import { type RfmGroup, rfmProfile, type RfmProfile } from '../scores/rfm/profiles.ts';

/** Whether a customer goes by prices, as far as it is known. */
export type PriceGroup = 'sensitive' | 'indifferent' | 'unknown';

/** What was known of a customer before an offer was drawn for them: by it reactions are told apart. */
export interface UpliftGroup {
  readonly prices: PriceGroup;
  /** `never`: no order that counts. */
  readonly profile: RfmProfile | 'never';
}

/** The group of stored signals; of whom nothing is stored is in one too. */
export const upliftGroup = (known: {
  readonly priceSensitive?: boolean | null | undefined;
  readonly rfmGroup?: RfmGroup | null | undefined;
}): UpliftGroup => ({
  prices: known.priceSensitive === true ? 'sensitive' : known.priceSensitive === false ? 'indifferent' : 'unknown',
  profile: known.rfmGroup ? rfmProfile(known.rfmGroup) : 'never',
});

export const groupName = ({ prices, profile }: UpliftGroup): string => `${prices}/${profile}`;
