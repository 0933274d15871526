import { formatMoney } from '../../../domain/money.ts';
import { daysBackOr } from '../../read/days-back.ts';
import { readSmsReport, type SmsReport } from '../../read/sms-costs.ts';
import type { Page } from '../page.ts';
import { Facts, Filters, Table } from '../parts/bits.tsx';
import { journeyWords } from '../parts/words.ts';

/** What a store's text messages cost, by journey, and what is left of today's money. */
export const smsPage: Page = {
  path: '/sms',
  async show({ db, clock }, { store, query }) {
    if (!store)
      return { title: 'Text messages', section: 'sms', body: <p className="empty">There is no store yet.</p> };
    const days = daysBackOr(query['days']);
    const report = await readSmsReport(db, store, { now: clock.now(), days });
    return { title: 'Text messages', section: 'sms', body: <Report report={report} /> };
  },
};

const Report = ({ report }: { readonly report: SmsReport }) => {
  const { currency, days, journeys, tests, total, today } = report;
  const money = (amount: number): string => formatMoney({ amount, currency }, 'en');
  return (
    <>
      <section aria-labelledby="today-title">
        <h2 id="today-title">Today</h2>
        <div id="sms-today" data-live>
          <Facts
            facts={today.map(({ purpose, spent, budget, left }) => [
              purpose === 'marketing' ? 'Marketing' : 'About orders',
              budget === null
                ? `${money(spent)}, without a limit`
                : `${money(spent)} of ${money(budget)}; ${money(left!)} left`,
            ])}
          />
        </div>
        <p>
          What a day may cost, and what a text message is worth, are in the policy <a href="/policies/sms">sms</a>;
          WhatsApp messages count here, and their price is in the policy <a href="/policies/whatsapp">whatsapp</a>.
        </p>
      </section>
      <section aria-labelledby="costs-title">
        <h2 id="costs-title">Costs</h2>
        <Filters
          label="Days"
          path="/sms"
          parameter="days"
          current={String(days)}
          options={[
            ['1', 'one day'],
            ['7', '7 days'],
            ['30', '30 days'],
            ['365', 'a year'],
          ]}
        />
        <Table
          id="sms-costs"
          caption="Costs by journey"
          head={['Journey', 'Purpose', 'Messages', 'Segments', 'Cost']}
          empty="No text message went out in this time."
        >
          {journeys.length === 0 && tests.messages === 0
            ? []
            : [
                ...journeys.map(({ journey, purpose, messages, segments, cost }) => (
                  <tr key={`${journey} ${purpose}`}>
                    <td>{journeyWords(journey)}</td>
                    <td>{purpose}</td>
                    <td>{messages}</td>
                    <td>{segments}</td>
                    <td>{money(cost)}</td>
                  </tr>
                )),
                ...(tests.messages === 0
                  ? []
                  : [
                      <tr key="tests">
                        <td>Tests by operators</td>
                        <td />
                        <td>{tests.messages}</td>
                        <td>{tests.segments}</td>
                        <td>{money(tests.cost)}</td>
                      </tr>,
                    ]),
                <tr key="total">
                  <td>All</td>
                  <td />
                  <td />
                  <td />
                  <td>{money(total)}</td>
                </tr>,
              ]}
        </Table>
      </section>
    </>
  );
};
