import { getCountry, getTimezone } from 'countries-and-timezones';
import Holidays from 'date-holidays';
import { type Place, placeOf } from './place.ts';
import { territories } from './territories.ts';

/**
 * Which link of the chain gave the zone: the customer's own time zone; the region of the address; the country of
 * the address, when all of it has one civil time; the country's main zone, when it has several and the region is
 * not known; the country of the phone number, in the same way; the store's.
 */
export type ZoneSource = 'customer' | 'region' | 'country' | 'main-zone' | 'phone' | 'store';

export interface CivilZone {
  /** IANA name. */
  readonly zone: string;
  readonly zoneFrom: ZoneSource;
}

/** What is known of where and when somebody lives. */
export interface Whereabouts {
  readonly timezone?: string | null | undefined;
  readonly place?: Place | undefined;
  /** What the phone number tells, of whom nothing else is known. */
  readonly phonePlace?: Place | undefined;
}

/** The zone of a person's civil time, by the first link of the chain that tells one. */
export const civilZone = (person: Whereabouts, store: { readonly timezone: string }): CivilZone => {
  if (person.timezone) return { zone: person.timezone, zoneFrom: 'customer' };
  const byAddress = person.place && zoneOfPlace(person.place, store.timezone);
  if (byAddress) return byAddress;
  const byPhone = person.phonePlace && zoneOfPlace(person.phonePlace, store.timezone);
  return byPhone ? { zone: byPhone.zone, zoneFrom: 'phone' } : { zone: store.timezone, zoneFrom: 'store' };
};

/** Whose laws and holidays count: the place of the address, else of the phone, else of the civil time itself. */
export const civilPlace = ({ place, phonePlace }: Whereabouts, zone: string): Place | undefined => {
  const [country] = getTimezone(zone)?.countries ?? [];
  return place ?? phonePlace ?? (country && placeOf({ country }));
};

const known = new Map<string, CivilZone | undefined>();

/** Remembered: there are a few thousand places, and looking one up takes milliseconds. */
const zoneOfPlace = (place: Place, storeZone: string): CivilZone | undefined => {
  const key = `${place.country}/${place.region ?? ''}/${storeZone}`;
  if (!known.has(key)) known.set(key, lookUp(place, storeZone));
  return known.get(key);
};

const lookUp = ({ country, region }: Place, storeZone: string): CivilZone | undefined => {
  const territory = territories.find((one) => one.country === country && one.region === region);
  if (territory?.zone) return { zone: territory.zone, zoneFrom: 'region' };
  const zones = getCountry(country)?.timezones ?? [];
  // The holidays' library names the main zone of a country or state first.
  const main = new Holidays(country).getTimezones() ?? [];
  if (new Set(zones.map(civilTimeOf)).size === 1) return { zone: main[0] ?? zones[0]!, zoneFrom: 'country' };
  if (region) {
    const [own] = new Holidays(country, region).getTimezones() ?? [];
    if (own) return { zone: own, zoneFrom: 'region' };
  }
  // A store in that country speaks to it in its own time.
  if (zones.some((name) => name === storeZone)) return { zone: storeZone, zoneFrom: 'main-zone' };
  return main[0] ? { zone: main[0], zoneFrom: 'main-zone' } : undefined;
};

/** Zones of one civil time have the same offsets in winter and summer. */
const civilTimeOf = (name: string): string => {
  const zone = getTimezone(name);
  return `${zone?.utcOffset}/${zone?.dstOffset}`;
};
