import type { SmsPolicy } from '../policy/sms.ts';

/**
 * What a text message costs, in minor units of the store's currency: each of its segments, at the price of the country
 * (ISO 3166-1) of the number; a number that tells none costs what it costs elsewhere.
 */
export const smsCost = (
  { segmentPrice: { byCountry, elsewhere } }: Pick<SmsPolicy, 'segmentPrice'>,
  { country, segments }: { readonly country: string | null; readonly segments: number },
): number => segments * ((country === null ? undefined : byCountry[country]) ?? elsewhere);
