import { isKnown } from '../../../domain/experiments/answer.ts';
import type { ExperimentReport } from '../../../domain/experiments/report/report.ts';
import { ChartFigure } from '../charts/figure.tsx';
import type { Page } from '../page.ts';
import { Badge } from '../parts/bits.tsx';
import { Time } from '../parts/time.tsx';
import { ArmTable } from './arm-table.tsx';
import { DecisionLink } from './decision-link.tsx';
import { Decisions } from './decisions.tsx';
import { PartsOfArms } from './parts-of-arms.tsx';
import { PlanNext } from './plan-next.tsx';
import { capital, experimentWords } from './experiment-words.ts';
import type { ReportAnswer, ShownReport } from './read-report.ts';
import { ReportForm } from './report-form.tsx';
import { type AskedReport, askedFlaws, askedReport } from './report-wish.ts';
import { reportStanding } from './standing.ts';

/** What one experiment brought: the sentence, what to know before believing it, and how it came about. */
export const experimentPage: Page = {
  path: '/experiments/report',
  async show({ experiments: readExperiments, reports }, { store, query }) {
    if (!store) return undefined;
    const experiment = (await readExperiments(store.id)).find((one) => one.experiment === query['experiment']);
    if (!experiment) return undefined;
    const asked = askedReport(query);
    const flaws = askedFlaws(query);
    const answer = await reports({ store, experiment, asked });
    const words = experimentWords(experiment.experiment, experiment.arms);
    return {
      ...(flaws.length > 0 && { status: 422 }),
      title: capital(words),
      section: 'experiments',
      body: (
        <>
          <ReportForm store={store} experiment={experiment.experiment} {...{ asked, query, flaws }} />
          <Answer answer={answer} asked={asked} />
        </>
      ),
    };
  },
};

const Answer = ({ answer, asked }: { readonly answer: ReportAnswer; readonly asked: AskedReport }) => {
  if (answer === 'too_many') {
    return (
      <p className="attention">
        There are too many customers to sum up while you wait. <code>npm run experiment -- report</code> does it.
      </p>
    );
  }
  const { report, charts } = answer;
  return (
    <div id="report" data-live className="told">
      <p className="lead">
        <Badge standing={reportStanding(answer)} />
      </p>
      {report.sentences.map((sentence) => (
        <p key={sentence} className="lead">
          {sentence}
        </p>
      ))}
      {report.warnings.map(({ code, words }) => (
        <p key={code} className="attention" role="note">
          {words}
        </p>
      ))}
      <ArmTable report={report} />
      <Decisions report={report} />
      <p>
        <DecisionLink
          experiment={answer.experiment.experiment}
          words={
            report.registered === undefined ? 'Register how it is decided' : 'The decision, and how it is withdrawn'
          }
        />
      </p>
      <PartsOfArms versions={answer.versions} />
      {charts.map((one) => (
        <ChartFigure key={one.chart.id} of={one} />
      ))}
      <PlanNext report={report} />
      <HowRead answer={answer} asked={asked} />
    </div>
  );
};

const HowRead = ({ answer, asked }: { readonly answer: ShownReport; readonly asked: AskedReport }) => (
  <section aria-labelledby="how-title">
    <h2 id="how-title">How this was judged</h2>
    <p>
      Everyone counts in the arm of their first assignment, whatever they then got, since{' '}
      <Time at={answer.experiment.from} />
      {asked.window === undefined
        ? ', with all orders until now'
        : `, with the orders of ${asked.window} days after it, once those have passed`}
      . Summed up at <Time at={answer.readAt} />.
    </p>
    <ul>
      <li>{pastSentence(answer.report, asked)}</li>
      <li>{ratioSentence(answer.report)}</li>
      <li>
        The interval holds however often one looks (an asymptotic confidence sequence); looking every day costs nothing.
      </li>
    </ul>
  </section>
);

const pastSentence = ({ analysis }: ExperimentReport, { past }: AskedReport): string => {
  const explained = isKnown(analysis) ? analysis.explained : 0;
  const share = `${(explained * 100).toFixed(1)} %`;
  return explained > 0.005
    ? `What customers brought in the ${past} days before explains ${share} of the differences between them, and is taken off (CUPED).`
    : `What customers brought in the ${past} days before explains next to nothing of the differences between them.`;
};

const ratioSentence = ({ analysis }: ExperimentReport): string => {
  if (!isKnown(analysis) || !isKnown(analysis.ratio)) return 'Whether the arms are as drawn cannot be told yet.';
  const { p, mismatch } = analysis.ratio;
  const figure = p < 0.0001 ? 'p below 0.0001' : `p = ${p.toFixed(4)}`;
  return mismatch
    ? `The arms do not have the customers that were drawn (${figure}; chi-square at every look).`
    : `The arms have as many customers as were drawn (${figure}; chi-square at every look).`;
};
