import { type ListedAlert, listAlerts, type WatchedProduct } from '../../../db/alerts/watched.ts';
import { readSection } from '../../../db/policies/section.ts';
import { readStoreSwitches } from '../../../db/pages/switches.ts';
import { formatMoney } from '../../../domain/money.ts';
import { alertEvents } from '../../../domain/alerts/alert.ts';
import { triggersOf } from '../../../domain/journey.ts';
import { specs } from '../../specs.ts';
import type { Page } from '../page.ts';
import { Badge, Table } from '../parts/bits.tsx';
import { Cell } from '../parts/cell.tsx';
import { useConsole } from '../parts/context.ts';
import { JourneysOff } from '../parts/journeys-off.tsx';
import { Time } from '../parts/time.tsx';
import { formatCount, type Standing } from '../parts/words.ts';
import { kindWords, policySentences } from './alert-words.ts';

/** Rows of each table. */
const most = 50;

/** What customers wait for, what happened to products, and who is still to be told of it. */
export const alertsPage: Page = {
  path: '/alerts',
  async show({ db, clock, watched: readWatched }, { store }) {
    const frame = { title: 'Alerts', section: 'alerts' } as const;
    if (!store) return { ...frame, body: <p>There is no store yet.</p> };
    const [open, closed, watched, policy, switches] = await Promise.all([
      listAlerts(db, store.id, ['open'], most),
      listAlerts(db, store.id, ['told', 'over'], most),
      readWatched(store.id),
      readSection(db, store.id, 'alerts', new Date(clock.now())),
      readStoreSwitches(db, store.id),
    ]);
    return {
      ...frame,
      body: (
        <>
          <JourneysOff of={alertSpecs} switches={switches} />
          <Rules sentences={policySentences(policy)} />
          <Open alerts={open} />
          <Watched products={watched} />
          <Closed alerts={closed} />
        </>
      ),
    };
  },
};

const events: readonly string[] = Object.values(alertEvents);
const alertSpecs = specs.filter((spec) => triggersOf(spec).some((trigger) => events.includes(trigger)));

const Rules = ({ sentences }: { readonly sentences: readonly string[] }) => {
  const { storeQuery } = useConsole();
  return (
    <section aria-labelledby="rules-title">
      <h2 id="rules-title">What is told, and to whom</h2>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p>
        All of it is the policy <a href={`/policies/alerts${storeQuery}`}>alerts</a>.
      </p>
    </section>
  );
};

const Product = ({ title, externalId }: { readonly title: string | null; readonly externalId: string | null }) => (
  <>
    {title ?? 'A product that the catalogue does not know'}
    {externalId !== null && (
      <span className="note">
        <code>{externalId}</code>
      </span>
    )}
  </>
);

const stockWords = (stock: number | null): string => (stock === null ? 'not known' : formatCount(stock));
const priceWords = ({ price, currency }: Pick<WatchedProduct, 'price' | 'currency'>): string =>
  price === null || currency === null ? 'not known' : formatMoney({ amount: price, currency }, 'en');

/** The product of an alert, and what happened to it: the first cells of its row. */
const Happened = ({ product, externalId, kind, at }: ListedAlert) => (
  <>
    <td className="wide">
      <Product title={product} externalId={externalId} />
    </td>
    <Cell of="What happened">
      {kindWords[kind]}
      <span className="note">
        <Time at={at} />
      </span>
    </Cell>
  </>
);

const Open = ({ alerts }: { readonly alerts: readonly ListedAlert[] }) => (
  <section aria-labelledby="open-title">
    <h2 id="open-title">Being told</h2>
    <Table
      id="open-alerts"
      caption="Alerts of which somebody is still to be told"
      head={['Product', 'What happened', 'Left', 'Told so far', 'Next']}
      empty="Nobody waits to be told of anything."
    >
      {alerts.map((alert) => (
        <tr key={alert.id} id={`alert-${alert.id}`}>
          <Happened {...alert} />
          <Cell of="Left">{stockWords(alert.stock)}</Cell>
          <Cell of="Told so far">{formatCount(alert.told)}</Cell>
          <Cell of="Next" className="wide">
            {alert.place.part === 'asked' ? 'those who asked' : 'others who are interested'}
            <span className="note">
              from <Time at={alert.notBefore} /> on
            </span>
          </Cell>
        </tr>
      ))}
    </Table>
  </section>
);

const Watched = ({ products }: { readonly products: readonly WatchedProduct[] }) => (
  <section aria-labelledby="watched-title">
    <h2 id="watched-title">What customers asked to be told of</h2>
    <Table
      id="watched"
      caption="Products that customers asked to be told of, most of them first"
      head={['Product', 'Back in stock', 'Price', 'Wished for', 'In carts', 'In stock', 'Costs']}
      empty="Nobody asked to be told of a product."
    >
      {products.map((product) => (
        <tr key={product.id} id={`watched-${product.id}`}>
          <td className="wide">
            <Product {...product} />
          </td>
          <Cell of="Back in stock">{formatCount(product.stockAsked)}</Cell>
          <Cell of="Price">{formatCount(product.priceAsked)}</Cell>
          <Cell of="Wished for">{formatCount(product.wished)}</Cell>
          <Cell of="In carts">{formatCount(product.carted)}</Cell>
          <Cell of="In stock">{stockWords(product.stock)}</Cell>
          <Cell of="Costs">{priceWords(product)}</Cell>
        </tr>
      ))}
    </Table>
  </section>
);

const ends: Readonly<Record<'told' | 'over', Standing>> = {
  told: { tone: 'good', words: 'Everybody told' },
  over: { tone: 'calm', words: 'Over before everybody was' },
};

const Closed = ({ alerts }: { readonly alerts: readonly ListedAlert[] }) => (
  <section aria-labelledby="closed-title">
    <h2 id="closed-title">Told</h2>
    <Table
      id="closed-alerts"
      caption="Alerts that are over, newest first"
      head={['Product', 'What happened', 'Is', 'Journeys begun', 'Ended']}
      empty="Nothing was told yet."
    >
      {alerts.map((alert) => (
        <tr key={alert.id} id={`alert-${alert.id}`}>
          <Happened {...alert} />
          <Cell of="Is">
            <Badge standing={ends[alert.state === 'told' ? 'told' : 'over']} />
          </Cell>
          <Cell of="Journeys begun">{formatCount(alert.told)}</Cell>
          <Cell of="Ended" className="when">
            {alert.closedAt && <Time at={alert.closedAt} />}
          </Cell>
        </tr>
      ))}
    </Table>
  </section>
);
