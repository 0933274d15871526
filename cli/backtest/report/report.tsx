import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Figures } from '../results/figures.ts';
import { measures, type Stranger } from '../results/strangest.ts';
import { counted, reasonWords, shareOf } from '../results/words.ts';
import { chartsOf } from './charts.ts';
import { style } from './style.ts';

export interface ReportProps {
  /** The file whose events were played. */
  readonly input: string;
  /** What was on, and by which rules, in a sentence or two. */
  readonly about: string;
  readonly figures: Figures;
  readonly strangest: readonly Stranger[];
}

/** The report as one page that stands alone: no script, nothing loaded. The same figures are the same bytes. */
export const reportOf = (props: ReportProps): string =>
  `<!doctype html>${renderToStaticMarkup(
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`Backtest of ${props.input}`}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <main>
          <Head {...props} />
          {chartsOf(props.figures).map(({ title, about, svg }) => (
            <section key={title}>
              <h2>{title}</h2>
              <p className="quiet">{about}</p>
              {svg === undefined ? <p>None.</p> : <figure dangerouslySetInnerHTML={{ __html: svg }} />}
            </section>
          ))}
          <Strangest strangest={props.strangest} customers={props.figures.customers} />
          <Steps figures={props.figures} />
        </main>
      </body>
    </html>,
  )}\n`;

const Head = ({ input, about, figures }: ReportProps) => {
  const count = (outcome: string) =>
    figures.steps.filter((step) => step.outcome === outcome).reduce((sum, step) => sum + step.count, 0);
  const sent = count('sent');
  const stopped = figures.stopped.reduce((sum, one) => sum + one.count, 0);
  return (
    <>
      <h1>Backtest of {input}</h1>
      <p className="quiet">
        {figures.first} to {figures.last}. {about} Nothing was sent.
      </p>
      <dl>
        <Figure name="events">{counted(figures.events)}</Figure>
        <Figure name="customers">{counted(figures.customers)}</Figure>
        <Figure name="messages that would have gone out">{counted(sent)}</Figure>
        <Figure name="customers who got one">{counted(figures.reached)}</Figure>
        <Figure name="steps withheld">{counted(count('withheld'))}</Figure>
        <Figure name="runs stopped by a purchase">{counted(stopped)}</Figure>
      </dl>
      {figures.sentAfterLast > 0 && (
        <p>
          {counted(figures.sentAfterLast)} of the messages ({shareOf(figures.sentAfterLast, sent)}) come after the last
          event: no purchase that could have stopped them is known. Runs went on until {figures.end}.
        </p>
      )}
    </>
  );
};

const Figure = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Strangest = ({
  strangest,
  customers,
}: {
  readonly strangest: readonly Stranger[];
  readonly customers: number;
}) => (
  <section>
    <h2>The ten strangest customers</h2>
    <p className="quiet">
      Whose figures are rarest together: each figure counts by the share of customers who have as much or more of it.
    </p>
    <div className="table">
      <table>
        <thead>
          <tr>
            <th scope="col">customer</th>
            <th scope="col" className="number">
              bits
            </th>
            <th scope="col">what is rare</th>
          </tr>
        </thead>
        <tbody>
          {strangest.map(({ customer, bits, figures, because }) => (
            <tr key={customer}>
              <td>{customer}</td>
              <td className="number">{bits.toFixed(1)}</td>
              <td>
                {because
                  .map(
                    ({ measure, share }) =>
                      `${figures[measure]} ${measures[measure]} (as much or more: ${counted(Math.round(share * customers))} customers)`,
                  )
                  .join('; ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
);

const Steps = ({ figures }: { readonly figures: Figures }) => (
  <section>
    <h2>Every end of a step</h2>
    <div className="table">
      <table>
        <thead>
          <tr>
            <th scope="col">journey</th>
            <th scope="col">end</th>
            <th scope="col">reason</th>
            <th scope="col" className="number">
              steps
            </th>
          </tr>
        </thead>
        <tbody>
          {figures.steps.map(({ journey, outcome, reason, count }) => (
            <tr key={`${journey} ${outcome} ${reason}`}>
              <td>{journey}</td>
              <td>{outcome}</td>
              <td>{reason && `${reasonWords(reason)} (${reason})`}</td>
              <td className="number">{counted(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
);
