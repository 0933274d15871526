import { cursorText, parseCursor } from '../../../db/pages/cursor.ts';
import { readCustomerCard } from '../../../db/pages/customers.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import { askNow } from '../../explain/ask-now.ts';
import { showIn } from '../../explain/show.ts';
import { readTimeline } from '../../explain/timeline.ts';
import { askedByPage } from '../as-customer/asked-by-page.ts';
import { asUuid, type Page } from '../page.ts';
import { Older } from '../parts/older.tsx';
import { DryRunForm, DryRunResult } from './dry-run-part.tsx';
import { Entry } from './entry.tsx';

const perPage = 30;

/** Why a customer got what they got and not the rest, and what they would get now. */
export const explainPage: Page = {
  path: '/customers/:id/explain',
  async show(deps, request) {
    const { db } = deps;
    const { params, query, stores } = request;
    const id = asUuid(params['id']) as CustomerId | undefined;
    const card = id && (await readCustomerCard(db, id));
    const store = card && stores.find((one) => one.id === card.customer.storeId);
    if (!card || !store) return undefined;
    const before = parseCursor(query['before']);
    const show = showIn(store.timezone);
    const asked = (await askedByPage(deps, request))?.asked;
    const [entries, tried] = await Promise.all([
      readTimeline(db, id, { limit: perPage, before }),
      asked && askNow(deps, { store, customer: id, asked }),
    ]);
    const last = entries.length === perPage ? entries.at(-1) : undefined;
    const path = `/customers/${id}/explain`;
    return {
      title: `Why, for ${card.customer.firstName || `customer ${id.slice(0, 8)}`}`,
      section: 'customers',
      store,
      body: (
        <>
          <p>
            <a href={`/customers/${id}`}>Everything about this customer</a>
          </p>
          <section aria-labelledby="now-title">
            <h2 id="now-title">What would happen now</h2>
            <DryRunForm action={path} message={query['message']} />
            {tried && <DryRunResult view={tried} />}
            {tried && (
              <p>
                <a href={`/customers/${id}/preview?${new URLSearchParams({ message: query['message']! }).toString()}`}>
                  What it shows
                </a>
              </p>
            )}
          </section>
          <section aria-labelledby="history-title">
            <h2 id="history-title">What happened</h2>
            <div id="history" data-live>
              {entries.length === 0 && <p className="empty">Nothing that a journey could follow up.</p>}
              {entries.map((entry) => (
                <Entry key={`${entry.kind} ${entry.id}`} entry={entry} show={show} />
              ))}
            </div>
            {last && <Older path={path} query={{}} cursor={cursorText(last)} />}
          </section>
        </>
      ),
    };
  },
};
