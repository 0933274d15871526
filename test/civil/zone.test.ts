import { expect, test } from 'vitest';
import { type Address, placeOf } from '../../domain/civil/place.ts';
import { civilPlace, civilZone, type ZoneSource } from '../../domain/civil/zone.ts';

const store = { timezone: 'Europe/Paris' };

const cases: readonly (readonly [what: string, address: Address, zone: string, from: ZoneSource])[] = [
  ['a country of one zone', { country: 'BE' }, 'Europe/Brussels', 'country'],
  ['two zones of the same time', { country: 'DE' }, 'Europe/Berlin', 'country'],
  ['France', { country: 'FR', postalCode: '75011' }, 'Europe/Paris', 'country'],
  ['Réunion by postal code', { country: 'FR', postalCode: '97400' }, 'Indian/Reunion', 'region'],
  ['Réunion as a country', { country: 'RE' }, 'Indian/Reunion', 'region'],
  ['Guyane by department', { country: 'FR', region: 'FR-973' }, 'America/Cayenne', 'region'],
  ['Saint-Martin, a code of Guadeloupe', { country: 'FR', postalCode: '97150' }, 'America/Marigot', 'region'],
  ['New Caledonia', { country: 'NC' }, 'Pacific/Noumea', 'region'],
  ['a code that lost its zero', { country: 'FR', postalCode: '6800' }, 'Europe/Paris', 'country'],
  ['the Canaries', { country: 'ES', postalCode: '35001' }, 'Atlantic/Canary', 'region'],
  ['the Azores', { country: 'PT', postalCode: '9500-100' }, 'Atlantic/Azores', 'region'],
  ['California', { country: 'US', region: 'US-CA' }, 'America/Los_Angeles', 'region'],
  ['Hawaii', { country: 'US', region: 'HI' }, 'Pacific/Honolulu', 'region'],
  ['somewhere in the United States', { country: 'US' }, 'America/New_York', 'main-zone'],
  ['a region that nobody knows', { country: 'AU', region: 'XX' }, 'Australia/Sydney', 'main-zone'],
];

test.each(cases)('Q19 zone of %s', (_what, address, zone, zoneFrom) => {
  expect(civilZone({ place: placeOf(address) }, store)).toEqual({ zone, zoneFrom });
});

test('a shop in a country of several zones speaks to it in its own', () => {
  const place = { country: 'US' };
  expect(civilZone({ place }, { timezone: 'America/Denver' })).toEqual({
    zone: 'America/Denver',
    zoneFrom: 'main-zone',
  });
});

test('trap 6: the customer comes before the address, that before the phone, and the store last', () => {
  const all = { timezone: 'Asia/Tokyo', place: { country: 'BE' }, phonePlace: { country: 'CH' } };
  const { timezone: _timezone, ...without } = all;
  expect(civilZone(all, store)).toEqual({ zone: 'Asia/Tokyo', zoneFrom: 'customer' });
  expect(civilZone(without, store)).toEqual({ zone: 'Europe/Brussels', zoneFrom: 'country' });
  expect(civilZone({ phonePlace: all.phonePlace }, store)).toEqual({ zone: 'Europe/Zurich', zoneFrom: 'phone' });
  expect(civilZone({ phonePlace: undefined }, store)).toEqual({ zone: 'Europe/Paris', zoneFrom: 'store' });
});

test('the postal code knows the department best', () => {
  expect(placeOf({ country: 'FR', region: 'GES', postalCode: '57000' })).toEqual({ country: 'FR', region: '57' });
  expect(placeOf({ country: 'FR', region: '974' })).toEqual({ country: 'FR', region: 'RE' });
  expect(placeOf({ country: 'FR', postalCode: '33000' })).toEqual({ country: 'FR' });
});

test('without an address the country is that of the phone, else of the zone', () => {
  expect(civilPlace({ phonePlace: { country: 'BE' } }, 'Europe/Paris')).toEqual({ country: 'BE' });
  expect(civilPlace({}, 'Europe/Paris')).toEqual({ country: 'FR' });
  expect(civilPlace({ timezone: 'Indian/Reunion' }, 'Indian/Reunion')).toEqual({ country: 'FR', region: 'RE' });
  expect(civilPlace({}, 'UTC')).toBeUndefined();
});
