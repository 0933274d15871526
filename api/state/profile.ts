import type { CustomerRow } from '../../db/customers/customers.ts';
import { toInstant, toMillis } from '../../domain/time/instant.ts';
import { isNewer, newest } from './clock.ts';

export type ProfileState = Pick<
  CustomerRow,
  'firstName' | 'locale' | 'timezone' | 'address' | 'birthday' | 'profileAt' | 'fieldTimes'
>;

/** What a profile holds, each ordered by itself. */
export const profileFields = ['firstName', 'locale', 'timezone', 'address', 'birthday'] as const;

/** A profile after one more telling: each field keeps the newest that it was told; undefined when nothing is newer. */
export const reduceProfile = (
  current: ProfileState,
  told: { readonly [Field in (typeof profileFields)[number]]?: ProfileState[Field] | undefined },
  at: number,
): ProfileState | undefined => {
  const newer = profileFields.filter((field) => {
    const since = current.fieldTimes[field];
    const known = since === undefined ? undefined : { at: toMillis(since), value: current[field] };
    return told[field] !== undefined && isNewer({ at, value: told[field] }, known);
  });
  if (newer.length === 0 && current.profileAt !== null && +current.profileAt >= at) return undefined;
  return {
    ...current,
    ...Object.fromEntries(newer.map((field) => [field, told[field]])),
    fieldTimes: { ...current.fieldTimes, ...Object.fromEntries(newer.map((field) => [field, toInstant(at)])) },
    profileAt: newest(current.profileAt, new Date(at)),
  };
};
