import type { ScoresView } from '../../scores/customer-scores.ts';
import { Facts } from '../parts/bits.tsx';
import { useConsole } from '../parts/context.ts';
import { Day } from '../parts/day.tsx';
import { signalSentences } from './signal-sentences.ts';

/** What is said of a customer besides the models: what they like, when, by which channel, and what they are about to do. */
export const Signals = ({ signals, currency }: Pick<ScoresView, 'signals'> & { readonly currency: string }) => {
  const { now } = useConsole();
  const { stored, fallback } = signals;
  return (
    <section aria-labelledby="signals-title">
      <h2 id="signals-title">Signals</h2>
      <div id="signals" data-live>
        <Facts
          facts={[
            ...signalSentences(signals, now, currency),
            ['As of', stored && <Day key="as-of" day={stored.asOf} />],
          ]}
        />
        {fallback && (
          <p className="empty">
            {fallback === 'nothing_known'
              ? 'Nothing more is known of this customer.'
              : 'What is usual in the store was not counted yet: npm run score does it.'}
          </p>
        )}
      </div>
    </section>
  );
};
