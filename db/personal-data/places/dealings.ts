import {
  assignments,
  carts,
  confirmations,
  consents,
  intents,
  interests,
  keptLinks,
  lastContacts,
} from '../../schema/index.ts';
import { of, type Place } from './place.ts';

/** What a person did and agreed to. */
export const dealings: readonly Place[] = [
  { table: carts, exportAs: 'carts', rows: (person) => of(carts.customerId, person) },
  { table: consents, exportAs: 'consents', rows: (person) => of(consents.customerId, person) },
  {
    table: confirmations,
    exportAs: 'confirmations',
    inside: ['token', 'networkHash'],
    rows: (person) => of(confirmations.customerId, person),
  },
  { table: lastContacts, exportAs: 'contacts', rows: (person) => of(lastContacts.customerId, person) },
  { table: interests, exportAs: 'interests', rows: (person) => of(interests.customerId, person) },
  { table: intents, exportAs: 'intents', rows: (person) => of(intents.customerId, person) },
  { table: assignments, exportAs: 'experiments', rows: (person) => of(assignments.customerId, person) },
  { table: keptLinks, exportAs: undefined, rows: (person) => of(keptLinks.customerId, person) },
];
