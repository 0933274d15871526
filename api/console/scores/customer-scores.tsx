import type { ScoresView } from '../../scores/customer-scores.ts';
import { Badge, Facts } from '../parts/bits.tsx';
import { useConsole } from '../parts/context.ts';
import { Day } from '../parts/day.tsx';
import { Time } from '../parts/time.tsx';
import type { Standing } from '../parts/words.ts';
import { kindWords, modelWords } from './model-words.ts';
import {
  aliveSentence,
  evidenceSentence,
  fallbackSentences,
  nextOrderSentence,
  staleSentence,
  valueSentence,
} from './score-sentences.ts';

interface ScoresProps {
  readonly view: ScoresView;
  readonly currency: string;
}

/** What the models say of a customer, in sentences; where none has spoken, why, and what the rules say. */
export const CustomerScores = ({ view, currency }: ScoresProps) => {
  const { now } = useConsole();
  const { scores, fallback, watches } = view;
  const stale = staleSentence(view, now);
  return (
    <section aria-labelledby="scores-title">
      <h2 id="scores-title">What is to be expected</h2>
      <div id="scores" data-live className="told">
        {scores && <Sentences of={[aliveSentence(scores), valueSentence(scores), nextOrderSentence(scores, now)]} />}
        {fallback && <Sentences of={fallbackSentences(fallback)} />}
        {stale && <p className="attention">{stale}</p>}
        <Facts
          facts={[
            ['Rests on', evidenceSentence(view.evidence, currency, now)],
            ['Said by', view.model?.orders && <Said view={view} />],
            ['As of', view.asOf && <Day key="as-of" day={view.asOf} />],
            ...watches.map(
              ({ watch, inside, since }) => [`Watch ${watch}`, <Watch key={watch} {...{ inside, since }} />] as const,
            ),
          ]}
        />
        {view.crossings.length > 0 && <Crossings crossings={view.crossings} />}
      </div>
    </section>
  );
};

const Sentences = ({ of: [first, ...others] }: { readonly of: readonly string[] }) => (
  <>
    <p className="lead">{first}</p>
    {others.map((sentence) => (
      <p key={sentence}>{sentence}</p>
    ))}
  </>
);

const Said = ({ view: { model } }: Pick<ScoresProps, 'view'>) => {
  const { storeQuery } = useConsole();
  const fits = [model?.orders, model?.spend].filter((fit) => fit !== null && fit !== undefined);
  return (
    <a href={`/models${storeQuery}`}>
      {fits.map(({ kind, name, version }) => `${kindWords[kind]}: ${modelWords[name]}, version ${version}`).join('; ')}
    </a>
  );
};

const within: Standing = { tone: 'held', words: 'Within' };
const outside: Standing = { tone: 'calm', words: 'Outside' };

const Watch = ({ inside, since }: { readonly inside: boolean; readonly since: Date }) => (
  <>
    <Badge standing={inside ? within : outside} /> since <Time at={since} />
  </>
);

const Crossings = ({ crossings }: Pick<ScoresView, 'crossings'>) => (
  <details>
    <summary>When the score crossed a threshold</summary>
    <ul>
      {crossings.map(({ watch, way, value, at }) => (
        <li key={`${watch} ${at.toISOString()}`}>
          <Time at={at} />: {way === 'entered' ? 'came within' : 'left'} {watch}
          {value !== null && `, at ${value.toPrecision(3)}`}
        </li>
      ))}
    </ul>
  </details>
);
