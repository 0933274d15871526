import { askNow } from '../../explain/ask-now.ts';
import { lookAt } from '../../explain/look.ts';
import { DryRunResult } from '../explain/dry-run-part.tsx';
import type { Page } from '../page.ts';
import { LookForm, TestSendForm } from '../parts/test-send-form.tsx';
import { journeyWords } from '../parts/words.ts';
import { askedByPage } from './asked-by-page.ts';
import { Seen } from './seen.tsx';

/** A message as a customer would get it now: what it shows, whether they would get it, and a button that sends it to the operator. */
export const asCustomerPage: Page = {
  path: '/customers/:id/preview',
  async show(deps, request) {
    const found = await askedByPage(deps, request);
    if (!found) return undefined;
    const { customer, store, asked, flaws } = found;
    const { message, offer } = request.query;
    const by = asked && { store, customer: customer.id, asked };
    const [seen, now] = await Promise.all([
      by && lookAt(deps, by, { pictures: `${request.origin}/assets` }),
      by && askNow(deps, by),
    ]);
    const query = new URLSearchParams({ message: message ?? '', ...(offer && { offer }) });
    return {
      title: `A message as ${customer.firstName || `customer ${customer.id.slice(0, 8)}`} would get it`,
      section: 'customers',
      store,
      body: (
        <>
          <p>
            <a href={`/customers/${customer.id}`}>Everything about this customer</a>
          </p>
          <LookForm customer={customer.id} {...(message && { message })} {...(offer && { offer })} />
          {flaws.length > 0 && (
            <p role="alert">{flaws.map(({ field, problem }) => `${field}: ${problem}`).join('; ')}</p>
          )}
          {asked && message && <TestSendForm customer={customer.id} message={message} offer={offer} />}
          {now && (
            <section aria-labelledby="now-title">
              <h2 id="now-title">{`${journeyWords(asked!.spec.name)}: what would happen now`}</h2>
              <DryRunResult view={now} />
            </section>
          )}
          {seen && <Seen seen={seen} html={`/customers/${customer.id}/preview/html?${query.toString()}`} />}
        </>
      ),
    };
  },
};
