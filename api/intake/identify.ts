import { type Alias, type AliasKind, addAliases, type KnownAlias, readAliases } from '../../db/customers/aliases.ts';
import type { Queries } from '../../db/client.ts';
import { readCartOwner } from '../../db/shop/carts.ts';
import { readClaimants } from '../../db/customers/claims.ts';
import { insertCustomer, lockCustomers } from '../../db/customers/customers.ts';
import { cartId } from '../../db/ids.ts';
import type { CustomerId, StoreId } from '../../domain/ids.ts';
import type { StoreEvent } from '../events/catalogue.ts';
import type { CustomerReference } from '../events/fields.ts';
import { drawnIds, type Mint } from './mint.ts';
import { TryAgain } from './try-again.ts';

/** The ways of knowing a customer, strongest first. */
const strength: readonly AliasKind[] = ['id', 'email', 'phone', 'anonymous'];

export const aliasesOf = (reference: CustomerReference): readonly Alias[] =>
  strength.flatMap((kind) => {
    const value = reference[kind === 'anonymous' ? 'anonymousId' : kind];
    return value === undefined ? [] : [{ kind, value }];
  });

/** The customers of an event, locked. */
export interface Identified {
  /** Whom the event is about. */
  readonly owner: CustomerId;
  /** The owner and everyone else whom one of its addresses, or the cart that was bought, names: a purchase stops them all. */
  readonly matched: readonly CustomerId[];
  /** Of `also`: whom it named. */
  readonly also: readonly CustomerId[];
  /** Visitors, known by nothing but their browser, whom the event says to be the owner: to be merged into it. */
  readonly visitors: readonly CustomerId[];
}

/** The names that an event gives. */
export interface Names {
  /** Of whom it is about, strongest first. */
  readonly aliases: readonly Alias[];
  /** Of the other customer, in a merge. */
  readonly also: readonly Alias[];
}

/** Undefined for events about products. */
export const namesOf = (event: StoreEvent): Names | undefined =>
  event.customer && {
    aliases: aliasesOf(event.customer),
    also: event.type === 'customer.merged' ? aliasesOf(event.data.from) : [],
  };

/** What is known, before any lock, of those whom an event may be about. */
export interface Known {
  /** Every name of those whom the event names. */
  readonly aliases: readonly KnownAlias[];
  /** Of an order: whose the cart was that became it. */
  readonly cartOwner: CustomerId | undefined;
  /** Of an order: visitors whose browsers claim one of its names. They are nobody's proof; it stops them too. */
  readonly claimants: readonly CustomerId[];
}

/** Visitors who claim one name that an order stops; anybody may claim any name. */
const mostClaimants = 20;

export const readKnown = async (queries: Queries, store: StoreId, event: StoreEvent): Promise<Known> => {
  const names = namesOf(event);
  const bought = event.type === 'order.placed' ? event.data.cartId : undefined;
  const [aliases, cartOwner, claimants] = await Promise.all([
    names ? readAliases(queries, store, [...names.aliases, ...names.also]) : [],
    bought === undefined ? undefined : readCartOwner(queries, cartId(store, bought)),
    event.type === 'order.placed' && names ? readClaimants(queries, store, names.aliases, mostClaimants) : [],
  ]);
  return { aliases, cartOwner, claimants };
};

/**
 * Finds the customers of an event among those that are known, mints the owner when there is none, adds what
 * is new about them, and locks them all in the order of their ids.
 *
 * @throws TryAgain when another transaction changed who is who meanwhile.
 */
export const identify = async (
  queries: Queries,
  store: StoreId,
  { aliases, also }: Names,
  { aliases: known, cartOwner, claimants }: Known,
  now: Date,
  mint: Mint = drawnIds,
): Promise<Identified> => {
  const found = findOwner(aliases, known);
  const owner = found ?? mint.customer(store, aliases);
  const buyers = [...(cartOwner === undefined ? [] : [cartOwner]), ...claimants];
  const others = [...new Set([...matchedBy([...aliases, ...also], known), ...buyers])];
  const locked = others.length > 0 ? await lockCustomers(queries, others) : [];
  if (locked.some((row) => row.mergedInto !== null || row.erasedAt !== null)) {
    throw new TryAgain('a customer was merged or erased meanwhile');
  }

  if (!found) await insertCustomer(queries, { id: owner, storeId: store, createdAt: now });
  const fresh = aliases.filter((alias) => !known.some((one) => isSame(one, alias)));
  const added = await addAliases(queries, store, owner, fresh);
  if (added < fresh.length) throw new TryAgain('a customer was made meanwhile');
  const visitors = visitorsOf(owner, aliases, known);
  return {
    owner,
    matched: [...new Set([owner, ...matchedBy(aliases, known), ...buyers])].filter((one) => !visitors.includes(one)),
    also: matchedBy(also, known),
    visitors,
  };
};

/** Whether these names are those of one customer, known by now or not: nobody is to be merged, nobody else is stopped. */
export const isOnePerson = ({ aliases }: Names, known: readonly KnownAlias[]): boolean => {
  const owner = findOwner(aliases, known);
  return matchedBy(aliases, known).every((one) => one === owner);
};

/**
 * A store that tells its own customer id together with an anonymous one says that the visitor logged in. A
 * visitor who is known by an account, an e-mail or a phone as well may be somebody else on the same device.
 */
const visitorsOf = (
  owner: CustomerId,
  aliases: readonly Alias[],
  known: readonly KnownAlias[],
): readonly CustomerId[] => {
  if (!aliases.some(({ kind }) => kind === 'id')) return [];
  return matchedBy(aliases, known).filter(
    (one) => one !== owner && known.every(({ customerId, kind }) => customerId !== one || kind === 'anonymous'),
  );
};

/**
 * The customer named by the strongest known alias. A weaker one decides only when that customer is not
 * known by another value of a stronger kind: two accounts may share an e-mail address or a device.
 */
export const findOwner = (aliases: readonly Alias[], known: readonly KnownAlias[]): CustomerId | undefined => {
  for (const [index, alias] of aliases.entries()) {
    const candidate = known.find((one) => isSame(one, alias))?.customerId;
    if (candidate === undefined) continue;
    const stronger = aliases.slice(0, index).map((one) => one.kind);
    const isSomeoneElse = known.some((one) => one.customerId === candidate && stronger.includes(one.kind));
    if (!isSomeoneElse) return candidate;
  }
  return undefined;
};

const matchedBy = (aliases: readonly Alias[], known: readonly KnownAlias[]): readonly CustomerId[] => [
  ...new Set(known.filter((one) => aliases.some((alias) => isSame(one, alias))).map((one) => one.customerId)),
];

const isSame = (a: Alias, b: Alias): boolean => a.kind === b.kind && a.value === b.value;
