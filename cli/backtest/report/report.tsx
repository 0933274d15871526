import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Figures } from '../results/figures.ts';
import type { Stranger } from '../results/strangest.ts';
import { counted, shareOf } from '../results/words.ts';
import { chartsOf } from './charts.ts';
import { Drawn } from './drawn.tsx';
import { style } from './style.ts';
import { Journeys, Steps, Strangest } from './tables.tsx';

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
          {chartsOf(props.figures).map((chart) => (
            <Drawn key={chart.title} {...chart} />
          ))}
          <Strangest strangest={props.strangest} customers={props.figures.customers} />
          <Journeys figures={props.figures} />
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
        {period(figures)}. {about} Nothing was sent.
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
          event: no purchase that could have stopped them is known. Runs went on until {dayOf(figures.end)}.
        </p>
      )}
    </>
  );
};

const dayOf = (instant: string): string => instant.slice(0, 10);

const period = ({ first, last }: Figures): string => (first === '' ? 'No event' : `${dayOf(first)} to ${dayOf(last)}`);

const Figure = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
