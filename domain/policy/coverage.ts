import type { DataField } from '../coverage/fields.ts';

/** What a store has to know before a journey that builds on it is switched on (R227). */
export interface CoveragePolicy {
  /** Of each field the least share, in percent, of those that could have it. */
  readonly least: Readonly<Record<DataField, number>>;
}

/**
 * What each message shows is nearly always there; what a message is about, for as many as make it worth its keeping. A
 * journey about few customers, such as a birthday, says nothing wrong to the others.
 */
export const defaultCoverage: CoveragePolicy = {
  least: {
    email: 30,
    phone: 10,
    firstName: 30,
    language: 30,
    zone: 30,
    birthday: 10,
    loyalty: 5,
    consent: 5,
    consentProof: 80,
    title: 80,
    price: 80,
    stock: 80,
    picture: 80,
    page: 80,
    category: 80,
    usageDuration: 5,
    orderLines: 80,
    lineProducts: 60,
    views: 20,
  },
};
