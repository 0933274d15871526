import { addAliases, readAliases } from '../../../db/customers/aliases.ts';
import type { Queries } from '../../../db/client.ts';
import { readCustomer, writeProfile } from '../../../db/customers/customers.ts';
import { moveCustomer } from '../../../db/customers/merge.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import { toMillis } from '../../../domain/time/instant.ts';
import { profileFields, type ProfileState, reduceProfile } from '../../state/profile.ts';
import { applied, type Change, type ChangeContext, type EventOf, outdated } from './change.ts';
import { aliasesOf } from '../identify.ts';

/** Two customers become one. What nobody was known by yet becomes an alias, so that later events find the one. */
export const customerMerged = async (context: ChangeContext, event: EventOf<'customer.merged'>): Promise<Change> => {
  const { queries, store } = context;
  const { owner, also } = context.customers!;
  const named = aliasesOf(event.data.from);
  const known = await readAliases(queries, store.id, named);
  const fresh = named.filter((alias) => !known.some((one) => one.kind === alias.kind && one.value === alias.value));
  await addAliases(queries, store.id, owner, fresh);

  const others = also.filter((customer) => customer !== owner);
  await mergeInto(queries, owner, others);
  return others.length > 0 || fresh.length > 0 ? applied : outdated;
};

/** Makes `others` part of `owner`; all are locked. */
export const mergeInto = async (queries: Queries, owner: CustomerId, others: readonly CustomerId[]): Promise<void> => {
  for (const other of others) {
    const profile = (await readCustomer(queries, other))!;
    await moveCustomer(queries, other, owner);
    const merged = mergeProfiles((await readCustomer(queries, owner))!, profile);
    await writeProfile(queries, owner, merged);
  }
};

/** The owner's profile with whatever the other was told more recently. */
const mergeProfiles = (owner: ProfileState, other: ProfileState): ProfileState => {
  let merged = owner;
  for (const field of profileFields) {
    const since = other.fieldTimes[field];
    if (since !== undefined) merged = reduceProfile(merged, { [field]: other[field] }, toMillis(since)) ?? merged;
  }
  const { firstName, locale, timezone, address, birthday, profileAt, fieldTimes } = merged;
  return { firstName, locale, timezone, address, birthday, profileAt, fieldTimes };
};
