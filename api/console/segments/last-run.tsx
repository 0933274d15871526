import type { SegmentRunRow } from '../../../db/segments/runs.ts';
import { useConsole } from '../parts/context.ts';
import { Time } from '../parts/time.tsx';
import { formatCount } from '../parts/words.ts';

/** Nights after which somebody has to look. */
const lateAfter = 36 * 3_600_000;

/** When everybody was judged last; what is late needs somebody. */
export const LastRun = ({ run }: { readonly run: SegmentRunRow | undefined }) => {
  const { now } = useConsole();
  if (!run) {
    return (
      <p className="attention">
        Nobody was judged yet: <code>npm run segments</code> does it at once, and every night does once{' '}
        <code>npm run setup</code> was called. Until then rules about orders stand in.
      </p>
    );
  }
  if (run.state === 'open') {
    return (
      <div id="segment-run" data-live>
        <p>
          A run goes on since <Time at={run.startedAt} />: {formatCount(run.evaluated)} customers judged,{' '}
          {formatCount(run.changed)} of them are something else than before.
        </p>
      </div>
    );
  }
  const isLate = now.getTime() - run.startedAt.getTime() > lateAfter;
  return (
    <div id="segment-run" data-live>
      <p {...(isLate && { className: 'attention' })}>
        Everybody was judged last on <Time at={run.finishedAt ?? run.startedAt} />: {formatCount(run.evaluated)}{' '}
        customers, {formatCount(run.changed)} of whom became something else.
        {isLate && ' That is more than a night ago: the nightly run did not come.'} Changes in between count at once.
      </p>
    </div>
  );
};
