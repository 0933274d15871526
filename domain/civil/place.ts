import { getCountry } from 'countries-and-timezones';
import Holidays from 'date-holidays';
import { territories } from './territories.ts';

/** Where a customer lives, as far as a store tells. */
export interface Address {
  /** ISO 3166-1 alpha-2, `FR`. */
  readonly country: string;
  /** ISO 3166-2 with or without the country: the department or state, `US-CA`, `67`. */
  readonly region?: string | undefined;
  readonly postalCode?: string | undefined;
}

/** What civil time and holidays depend on of an address; a region that changes neither is left out. */
export interface Place {
  readonly country: string;
  readonly region?: string;
}

/** True for an ISO 3166-1 alpha-2 code in capitals. */
export const isCountry = (code: string): boolean => /^[A-Z]{2}$/.test(code) && Boolean(getCountry(code));

/**
 * Country and region of an address. An overseas department counts as a region of France whether it was written as
 * a country (`RE`), as a region (`974`) or only shows in the postal code (`97400`); the postal code knows best.
 */
export const placeOf = ({ country, region, postalCode }: Address): Place => {
  const overseas = territories.find((one) => one.zone && one.country === 'FR' && one.region === country);
  if (overseas) return { country: overseas.country, region: overseas.region };
  const own = territories.filter((one) => one.country === country);
  const digits = postalCode?.replaceAll(/\D/g, '');
  // A French code whose leading zero was lost would be taken for another department.
  const byPostal =
    digits && (country !== 'FR' || digits.length === 5)
      ? own.find(({ postal }) => postal.some((start) => digits.startsWith(start)))
      : undefined;
  const code = region?.toUpperCase().replace(new RegExp(`^${country}-`), '');
  const told = own.find((one) => code !== undefined && (one.region === code || one.also?.includes(code)));
  const found = byPostal ?? told;
  if (found) return { country, region: found.region };
  return code !== undefined && isRegion(country, code) ? { country, region: code } : { country };
};

const regions = new Map<string, ReadonlySet<string>>();

/** True for the regions that the holidays' library knows, of which there is an end, whatever stores write. */
const isRegion = (country: string, code: string): boolean => {
  const known = regions.get(country) ?? new Set(Object.keys(new Holidays().getStates(country) ?? {}));
  regions.set(country, known);
  return known.has(code);
};
