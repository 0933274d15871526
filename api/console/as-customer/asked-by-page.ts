import { readCustomer } from '../../../db/customers/customers.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import type { AskedBy } from '../../explain/ask-now.ts';
import type { Flaw } from '../../events/flaw.ts';
import { readAskedMessage } from '../../journeys/ask-message.ts';
import { specs } from '../../specs.ts';
import { asUuid, type PageDeps, type PageRequest } from '../page.ts';
import { namedMessage } from '../parts/message-select.tsx';

type Customer = NonNullable<Awaited<ReturnType<typeof readCustomer>>>;

/** Which message a page of a customer is asked about. */
export interface PageAsked {
  readonly customer: Customer;
  readonly store: AskedBy['store'];
  /** Absent while no message is chosen. */
  readonly asked?: AskedBy['asked'];
  readonly flaws: readonly Flaw[];
}

/** Reads it from the address; undefined when there is no such customer any more. */
export const askedByPage = async (
  { db }: Pick<PageDeps, 'db'>,
  { params, query, stores }: Pick<PageRequest, 'params' | 'query' | 'stores'>,
): Promise<PageAsked | undefined> => {
  const id = asUuid(params['id']) as CustomerId | undefined;
  const customer = id && (await readCustomer(db, id));
  const store = customer && stores.find((one) => one.id === customer.storeId);
  if (!customer || !store || customer.erasedAt || customer.mergedInto) return undefined;
  const named = namedMessage(query['message']);
  if (!named) return { customer, store, flaws: [] };
  const { offer } = query;
  const read = readAskedMessage({ ...named, ...(offer && { offer }) }, specs);
  return read.ok ? { customer, store, asked: read.asked, flaws: [] } : { customer, store, flaws: read.flaws };
};
