import { listCustomerEvents, readCustomerCard } from '../../../db/pages/customers.ts';
import { listMessages } from '../../../db/pages/messages.ts';
import { listRuns } from '../../../db/pages/runs.ts';
import { readRenewalsView } from '../../scores/customer-renewals.ts';
import { readScoresView } from '../../scores/customer-scores.ts';
import { readSegmentsView } from '../../segments/customer-segments.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import { formatMoney } from '../../../domain/money.ts';
import { asUuid, type Page } from '../page.ts';
import { Facts } from '../parts/bits.tsx';
import { ConsentTable } from '../parts/consent-table.tsx';
import { EventTable } from '../parts/event-table.tsx';
import { MessageTable } from '../parts/message-table.tsx';
import { Permissions, stoppedWords } from '../parts/permissions.tsx';
import { RunTable } from '../parts/run-table.tsx';
import { LookForm } from '../parts/test-send-form.tsx';
import { Time } from '../parts/time.tsx';
import { CustomerScores } from '../scores/customer-scores.tsx';
import { Renewals } from '../scores/renewals.tsx';
import { Signals } from '../scores/signals.tsx';
import { CustomerSegments } from '../segments/customer-segments.tsx';

type Card = NonNullable<Awaited<ReturnType<typeof readCustomerCard>>>;

/** Everything about one customer: who, what they agreed to, runs, messages, events with their fates. */
export const customerPage: Page = {
  path: '/customers/:id',
  async show({ db, clock }, { params, stores }) {
    const id = asUuid(params['id']) as CustomerId | undefined;
    const card = id && (await readCustomerCard(db, id));
    if (!card) return undefined;
    const store = stores.find((one) => one.id === card.customer.storeId)!;
    const [segments, scores, renewals, runs, messages, events] = await Promise.all([
      readSegmentsView({ db, clock }, store, id),
      readScoresView({ db, clock }, store, id),
      readRenewalsView({ db, clock }, store, id),
      listRuns(db, { customer: id }, 100),
      listMessages(db, { customer: id }, 100),
      listCustomerEvents(db, id, 200),
    ]);
    return {
      title: card.customer.firstName || `Customer ${id.slice(0, 8)}`,
      section: 'customers',
      store,
      body: (
        <>
          <Identity card={card} />
          {!card.customer.erasedAt && !card.customer.mergedInto && (
            <section aria-labelledby="as-title">
              <h2 id="as-title">As this customer</h2>
              <LookForm customer={id} />
            </section>
          )}
          {!card.customer.erasedAt && !card.customer.mergedInto && (
            <>
              <CustomerScores view={scores} currency={store.currency} />
              <Signals signals={scores.signals} currency={store.currency} />
              <CustomerSegments view={segments} />
              {renewals.renewals.length > 0 && <Renewals view={renewals} />}
            </>
          )}
          <section aria-labelledby="messages-title">
            <h2 id="messages-title">Messages</h2>
            <MessageTable id="messages" caption="Messages" messages={messages} empty="No message was decided yet." />
          </section>
          <section aria-labelledby="runs-title">
            <h2 id="runs-title">Runs</h2>
            <RunTable id="runs" caption="Runs" runs={runs} empty="In no journey yet." />
          </section>
          <Permissions card={card} />
          <ConsentTable {...card} />
          <section aria-labelledby="events-title">
            <h2 id="events-title">Events</h2>
            <EventTable id="events" events={events} />
          </section>
        </>
      ),
    };
  },
};

const Identity = ({ card: { customer, aliases, orders, suppressions } }: { readonly card: Card }) => (
  <div id="identity" data-live>
    {customer.erasedAt && (
      <p className="attention">
        Erased on <Time at={customer.erasedAt} />.
      </p>
    )}
    {customer.mergedInto && (
      <p className="attention">
        Merged into <a href={`/customers/${customer.mergedInto}`}>another customer</a>: everything is there.
      </p>
    )}
    {suppressions.map((stop) => (
      <p key={`${stop.channel} ${stop.address} ${stop.reason} ${stop.purpose} ${stop.list}`} className="attention">
        {stop.address} gets {stoppedWords(stop)} by {stop.channel}: {stop.reason} on <Time at={stop.at} />
        {stop.until && (
          <>
            {' '}
            until <Time at={stop.until} />
          </>
        )}
        .
      </p>
    ))}
    <Facts
      facts={[
        ...aliases.map(({ kind, value }) => [aliasWords[kind], value] as const),
        ['Language', customer.locale],
        ['Time zone', customer.timezone],
        ['Lives in', livesIn(customer.address)],
        ['Known since', <Time key="since" at={customer.createdAt} />],
        ['Orders', orders.length > 0 ? <OrderList orders={orders} /> : 'none'],
        ['Our id', <code key="id">{customer.id}</code>],
        [
          'Preview',
          <a key="preview" href={`/preview?customer=${customer.id}`}>
            Messages with their carts
          </a>,
        ],
        [
          'Why',
          <a key="why" href={`/customers/${customer.id}/explain`}>
            What was sent and withheld, and what would be now
          </a>,
        ],
      ]}
    />
  </div>
);

const aliasWords = { id: 'The store’s id', email: 'E-mail', phone: 'Phone', anonymous: 'Anonymous id' } as const;

const livesIn = (address: Card['customer']['address']): string | null =>
  address && [address.country, address.region, address.postalCode].filter(Boolean).join(' ');

const OrderList = ({ orders }: Pick<Card, 'orders'>) => (
  <ul className="plain">
    {orders.map((order) => (
      <li key={order.id}>
        {order.externalId}: {formatMoney({ amount: order.total, currency: order.currency }, 'en')}, {order.state},{' '}
        <Time at={order.placedAt} />
      </li>
    ))}
  </ul>
);
