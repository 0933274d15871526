import { formatMoney } from '../../../domain/money.ts';
import { isPolicySection, policySections } from '../../policies/schemas.ts';
import { daysBackOr } from '../../read/days-back.ts';
import { type LatencyRow, reportLatencies } from '../../read/latencies.ts';
import { type PolicyResultsReport, reportPolicyResults, usualSection } from '../../read/policy-results.ts';
import { reportSecondOrders, type SecondOrdersReport, usualMonths } from '../../read/second-orders.ts';
import { specs } from '../../specs.ts';
import type { Page } from '../page.ts';
import { Filters, Table } from '../parts/bits.tsx';
import { journeyWords } from '../parts/words.ts';

/** What each version of a policy brought and what it cost in goodwill, side by side (R82); who ordered again (R9); how soon events are decided about (R123). */
export const resultsPage: Page = {
  path: '/results',
  async show({ db, clock }, { store, query }) {
    if (!store) return { title: 'Results', section: 'results', body: <p className="empty">There is no store yet.</p> };
    const days = daysBackOr(query['days']);
    const named = query['section'];
    const section = named !== undefined && isPolicySection(named) ? named : usualSection;
    const [results, again, { journeys }] = await Promise.all([
      reportPolicyResults(db, store, { now: clock.now(), days, section }),
      reportSecondOrders(db, store, { now: clock.now(), months: usualMonths }),
      reportLatencies(db, specs, { store: store.id, now: clock.now(), hours: 24 }),
    ]);
    return {
      title: 'Results',
      section: 'results',
      body: (
        <>
          <PolicyResults report={results} />
          <SecondOrders report={again} />
          <Latencies journeys={journeys} />
        </>
      ),
    };
  },
};

const PolicyResults = ({ report }: { readonly report: PolicyResultsReport }) => {
  const { currency, days, section, versions } = report;
  const money = (amount: number): string => formatMoney({ amount: Math.round(amount), currency }, 'en');
  return (
    <section aria-labelledby="results-title">
      <h2 id="results-title">Revenue and unsubscribes</h2>
      <p>
        Marketing messages by the version of the policy <a href={`/policies/${section}`}>{section}</a> that decided
        them. An order counts for the last message that was followed before it: what a policy really adds, an experiment
        says.
      </p>
      <Filters
        label="Days"
        path="/results"
        parameter="days"
        current={String(days)}
        options={[
          ['7', '7 days'],
          ['30', '30 days'],
          ['90', '90 days'],
          ['365', 'a year'],
        ]}
      />
      <Filters
        label="Policy"
        path="/results"
        parameter="section"
        current={section}
        options={policySections.filter((one) => shown.has(one)).map((one) => [one, one] as const)}
      />
      <Table
        id="policy-results"
        caption={`By version of the policy ${section}`}
        head={['Version', 'Messages', 'Customers', 'Orders', 'Revenue', 'per 1,000', 'Left', 'per 1,000', 'Complaints']}
        empty="No marketing message went out in this time."
      >
        {versions.map((one) => (
          <tr key={one.version}>
            <td>{one.version === 0 ? 'the default' : `${one.version}${one.why ? `: ${one.why}` : ''}`}</td>
            <td>{one.sent}</td>
            <td>{one.customers}</td>
            <td>{one.orders}</td>
            <td>{money(one.revenue)}</td>
            <td>{money(one.revenuePerThousand)}</td>
            <td>{one.unsubscribed}</td>
            <td>{one.unsubscribedPerThousand}</td>
            <td>{one.complained}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
};

/** The sections that change how much is said, to whom and with what. */
const shown: ReadonlySet<string> = new Set([
  'caps',
  'quietHours',
  'offers',
  'ranks',
  'recentBuyers',
  'cadences',
  'audiences',
  'sms',
  'whatsapp',
]);

const SecondOrders = ({ report: { cohorts } }: { readonly report: SecondOrdersReport }) => (
  <section aria-labelledby="second-orders-title">
    <h2 id="second-orders-title">Second orders</h2>
    <p>
      Customers by the month of their first order, and how many came back. Months are compared by the first ninety days,
      once these are over. Orders that were cancelled or came back count nothing.
    </p>
    <Table
      id="second-orders"
      caption="By month of the first order"
      head={[
        'Month',
        'Customers',
        'Ordered again',
        'Share',
        'Half of them within',
        'Within 90 days',
        'Of',
        'Share of these',
      ]}
      empty="Nobody ordered for the first time in this year."
    >
      {cohorts.map((one) => (
        <tr key={one.month}>
          <td>{one.month}</td>
          <td>{one.customers}</td>
          <td>{one.again}</td>
          <td>{one.againPercent} %</td>
          <td>{one.medianDays === null ? '' : `${one.medianDays} days`}</td>
          <td>{one.pastNinety === 0 ? '' : one.againInNinety}</td>
          <td>{one.pastNinety === 0 ? 'not over' : one.pastNinety}</td>
          <td>{one.againInNinetyPercent === null ? '' : `${one.againInNinetyPercent} %`}</td>
        </tr>
      ))}
    </Table>
  </section>
);

const Latencies = ({ journeys }: { readonly journeys: readonly LatencyRow[] }) => (
  <section aria-labelledby="latencies-title">
    <h2 id="latencies-title">From event to decision</h2>
    <p>Of the last 24 hours: how long after its event, or after it was due, a message was first decided about.</p>
    <Table
      id="latencies"
      caption="By journey"
      head={['Journey', 'Decisions', 'Half within', '99 of 100 within', 'Slowest', 'Wait of an event']}
      empty="Nothing was decided in the last 24 hours."
    >
      {journeys.map(({ journey, decisions, p50, p99, most, eventDelay, isInTime }) => (
        <tr key={journey ?? ''}>
          <td>{journey === null ? 'All' : journeyWords(journey)}</td>
          <td>{decisions}</td>
          <td>{seconds(p50)}</td>
          <td>{seconds(p99)}</td>
          <td>{seconds(most)}</td>
          <td>{eventDelay === null ? '' : `${eventDelay / 60_000} minutes, ${isInTime ? 'kept' : 'not kept'}`}</td>
        </tr>
      ))}
    </Table>
  </section>
);

const seconds = (millis: number): string => `${(millis / 1000).toFixed(2)} s`;
