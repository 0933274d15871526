import type { RunningExperiment } from '../../../db/experiments/assignments.ts';
import type { JourneySpec } from '../../../domain/journey.ts';
import { untold } from '../../experiments/report-request.ts';
import { specs } from '../../specs.ts';
import type { Page } from '../page.ts';
import { Badge, Table, withQuery } from '../parts/bits.tsx';
import { Cell } from '../parts/cell.tsx';
import { useConsole } from '../parts/context.ts';
import { Time } from '../parts/time.tsx';
import { formatCount, journeyWords } from '../parts/words.ts';
import { DecisionLink } from './decision-link.tsx';
import { capital, experimentWords } from './experiment-words.ts';
import type { ReportAnswer } from './read-report.ts';
import { askedReport } from './report-wish.ts';
import { reportStanding } from './standing.ts';

/** What is tried on a store's customers, and what each of it brought. */
export const experimentsPage: Page = {
  path: '/experiments',
  async show({ experiments: readExperiments, reports }, { store }) {
    const frame = { title: 'Experiments', section: 'experiments' } as const;
    if (!store) return { ...frame, body: <p>There is no store yet.</p> };
    const running = await readExperiments(store.id);
    // One after the other: each takes a connection of the pool for as long as it sums up.
    const answers: ReportAnswer[] = [];
    for (const experiment of running) answers.push(await reports({ store, experiment, asked: askedReport({}) }));
    return {
      ...frame,
      body: (
        <>
          <p>
            What marketing really brings is what customers buy beyond what they would have bought anyway: it is known by
            comparing customers who were drawn by lot. <PlanLink>How many does it take?</PlanLink>
          </p>
          <Table
            id="experiments"
            caption="Experiments, the oldest first"
            head={['Experiment', 'Stands', 'What it brings', 'Customers', 'Since']}
            empty="Nobody is in an experiment yet: customers come into one as journeys reach them."
          >
            {running.map((one, index) => (
              <ExperimentRow key={one.experiment} one={one} answer={answers[index]!} />
            ))}
          </Table>
          <Declared running={running} />
          <Untold journeys={untold(running)} />
        </>
      ),
    };
  },
};

const PlanLink = ({ children }: { readonly children: string }) => (
  <a href={`/experiments/plan${useConsole().storeQuery}`}>{children}</a>
);

const ExperimentRow = ({ one, answer }: { readonly one: RunningExperiment; readonly answer: ReportAnswer }) => {
  const { storeQuery } = useConsole();
  const { experiment, arms, customers, from } = one;
  return (
    <tr id={`experiment-${experiment}`}>
      <td className="wide">
        <a href={withQuery(`/experiments/report${storeQuery}`, { experiment })}>
          {capital(experimentWords(experiment, arms))}
        </a>
        <span className="note">
          <code>{experiment}</code>
        </span>
      </td>
      <Cell of="Stands">
        <Badge standing={reportStanding(answer)} />
      </Cell>
      <Cell of="What it brings" className="wide">
        {answer === 'too_many' ? (
          'There are too many customers to sum up while you wait: npm run experiment -- report does it.'
        ) : (
          <Sentences of={answer.report.sentences} />
        )}
      </Cell>
      <Cell of="Customers">
        {formatCount(customers)}
        <span className="note">in {arms.length === 1 ? 'one arm' : `${arms.length} arms`}</span>
      </Cell>
      <Cell of="Since" className="when">
        <Time at={from} />
      </Cell>
    </tr>
  );
};

const Sentences = ({ of }: { readonly of: readonly string[] }) => (
  <ul className="plain">
    {of.map((sentence) => (
      <li key={sentence}>{sentence}</li>
    ))}
  </ul>
);

/** What journeys would try once somebody enters them. */
const Declared = ({ running }: { readonly running: readonly RunningExperiment[] }) => {
  const waiting = specs.flatMap(({ name, experiments = [] }) =>
    experiments
      .filter((one) => !running.some(({ experiment }) => experiment === `${name}/${one.name}`))
      .map((one) => ({ journey: name, ...one })),
  );
  if (waiting.length === 0) return null;
  return (
    <section aria-labelledby="declared-title">
      <h2 id="declared-title">Declared, with nobody in them</h2>
      <ul>
        {waiting.map(({ journey, name, about, arms }) => (
          <li key={`${journey} ${name}`}>
            <code>
              {journey}/{name}
            </code>
            : {about}, {Object.keys(arms).join(' against ')}.{' '}
            <DecisionLink experiment={`${journey}/${name}`} words="How it is decided" />
          </li>
        ))}
      </ul>
    </section>
  );
};

const Untold = ({ journeys }: { readonly journeys: readonly JourneySpec[] }) => {
  const { storeQuery } = useConsole();
  if (journeys.length === 0) return null;
  return (
    <section aria-labelledby="untold-title">
      <h2 id="untold-title">What nobody can tell</h2>
      <p>
        What these bring cannot be known, because nobody is held out from them:{' '}
        {journeys.map(({ name }) => journeyWords(name)).join(', ')}. The policy{' '}
        <a href={`/policies/holdout${storeQuery}`}>holdout</a> names the part of the customers who get none of a
        journey.
      </p>
    </section>
  );
};
