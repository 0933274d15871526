import { findCustomers } from '../../../db/pages/customers.ts';
import type { Page } from '../page.ts';
import { CustomerLink, Table } from '../parts/bits.tsx';
import { Time } from '../parts/time.tsx';

/** Finds a customer by address, phone or id; the newest ones when nothing is searched for. */
export const customersPage: Page = {
  path: '/customers',
  async show({ db }, { store, stores, query }) {
    const search = (query['q'] ?? '').trim();
    const found = store ? await findCustomers(db, store.id, search, 50) : [];
    return {
      title: 'Customers',
      section: 'customers',
      body: (
        <>
          <form className="search" action="/customers" role="search">
            {store && stores.length > 1 && <input type="hidden" name="store" value={store.id} />}
            <label htmlFor="q">E-mail, phone or id begins with</label>
            <input id="q" name="q" type="search" defaultValue={search} autoComplete="off" />
            <button>Find</button>
          </form>
          <Table
            id="customers"
            caption={search === '' ? 'Newest customers' : 'Customers found'}
            head={['Name', 'Known as', 'Language', 'Known since']}
            empty={search === '' ? 'No customer yet.' : 'Nobody begins with that.'}
          >
            {found.map((customer) => (
              <tr key={customer.id} id={`customer-${customer.id}`}>
                <td>
                  <CustomerLink id={customer.id} firstName={customer.firstName} />
                </td>
                <td className="wide">{customer.alias}</td>
                <td>{customer.locale ?? '–'}</td>
                <td className="when">
                  <Time at={customer.createdAt} />
                </td>
              </tr>
            ))}
          </Table>
        </>
      ),
    };
  },
};
