/** What one message or segment costs by the country of its number (ISO 3166-1), in minor units of the store's currency. */
export interface PriceByCountry {
  readonly byCountry: Readonly<Record<string, number>>;
  readonly elsewhere: number;
}

/** The price for a country; null: the number tells none. */
export const priceIn = ({ byCountry, elsewhere }: PriceByCountry, country: string | null): number =>
  (country === null ? undefined : byCountry[country]) ?? elsewhere;
