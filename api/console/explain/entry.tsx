import type { Show } from '../../../domain/rules/rule.ts';
import { runSentence } from '../../explain/run-words.ts';
import { type StepOutcome } from '../../explain/step-words.ts';
import type { TimelineEntry } from '../../explain/timeline.ts';
import { eventSentence, stepView } from '../../explain/views.ts';
import { Badge } from '../parts/bits.tsx';
import { Time } from '../parts/time.tsx';
import { eventStandings, journeyWords, runStanding, type Standing } from '../parts/words.ts';
import { VerdictList } from './verdict-list.tsx';

interface EntryProps {
  readonly entry: TimelineEntry;
  readonly show: Show;
}

/** A run with its steps, or an event that started nothing. */
export const Entry = ({ entry, show }: EntryProps) => {
  if (entry.kind === 'event') {
    const { event } = entry;
    return (
      <article className="entry" id={`event-${event.id}`}>
        <h3>
          <code>{event.type}</code> <Badge standing={eventStandings[event.fate]} /> <Time at={event.occurredAt} />
        </h3>
        <p>{eventSentence(event)}</p>
      </article>
    );
  }
  const { run, steps } = entry;
  return (
    <article className="entry" id={`run-${run.id}`}>
      <h3>
        <a href={`/runs/${run.id}`}>{journeyWords(run.journey)}</a> <Badge standing={runStanding(run)} />{' '}
        <Time at={run.startedAt} />
      </h3>
      <p>{runSentence(run, steps.length, show)}</p>
      {steps.map((step) => (
        <Step key={step.id} view={stepView(step, show)} />
      ))}
    </article>
  );
};

const standings: Readonly<Record<StepOutcome, Standing>> = {
  sent: { tone: 'good', words: 'Sent' },
  waiting: { tone: 'calm', words: 'Waiting' },
  withheld: { tone: 'held', words: 'Withheld' },
  failed: { tone: 'bad', words: 'Failed' },
  unknown: { tone: 'doubt', words: 'Unknown' },
};

const Step = ({ view }: { readonly view: ReturnType<typeof stepView> }) => (
  <div className="step" id={`step-${view.message}`}>
    <p>
      <Badge standing={standings[view.outcome]} />{' '}
      <a href={`/messages/${view.message}`}>
        <code>{view.step}</code>
      </a>{' '}
      by {view.channel}, {view.purpose}. {view.sentence}
    </p>
    <details>
      <summary>What each rule said</summary>
      <VerdictList verdicts={view.verdicts} />
    </details>
  </div>
);
