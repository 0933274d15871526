import { namesOf } from '../../../db/pages/operator-names.ts';
import { listModels, type ModelRow } from '../../../db/scoring/models.ts';
import { readLastRun, readOpenRun, type ScoringRunRow } from '../../../db/scoring/scoring-runs.ts';
import { fitSentence } from '../../../domain/scores/fit-sentence.ts';
import type { Page } from '../page.ts';
import { Badge, Facts } from '../parts/bits.tsx';
import { Day } from '../parts/day.tsx';
import { Time } from '../parts/time.tsx';
import { formatCount } from '../parts/words.ts';
import { FitTable } from './fit-table.tsx';
import { kindWords } from './model-words.ts';

/** Fits that are shown, newest first. */
const newest = 60;

/** The models of a store: which are in use, how each fit did on what it had not seen, and why others are not used. */
export const modelsPage: Page = {
  path: '/models',
  async show({ db }, { store }) {
    const frame = { title: 'Models', section: 'models' } as const;
    if (!store) return { ...frame, body: <p>There is no store yet.</p> };
    const [fits, last, open] = await Promise.all([
      listModels(db, store.id, newest),
      readLastRun(db, store.id),
      readOpenRun(db, store.id),
    ]);
    const nameOf = await namesOf(
      db,
      fits.flatMap(({ promotedBy }) => promotedBy ?? []),
    );
    return {
      ...frame,
      body: (
        <>
          <p>
            Fitted every night to the store’s own orders. A fit is put to use by itself only if it foresees better than
            a plain rule, and no worse than the one in use, what it had not seen.
          </p>
          <InUse fits={fits} last={last} />
          <LastRun last={last} open={open} />
          <FitTable store={store.id} currency={store.currency} fits={fits} nameOf={nameOf} />
        </>
      ),
    };
  },
};

interface RunsProps {
  readonly last: ScoringRunRow | undefined;
}

const InUse = ({ fits, last }: RunsProps & { readonly fits: readonly ModelRow[] }) => (
  <section aria-labelledby="in-use-title">
    <h2 id="in-use-title">In use</h2>
    <div id="in-use" data-live>
      <Facts
        facts={(['orders', 'spend', 'products'] as const).map((kind) => [
          kindWords[kind],
          <InUseOf
            key={kind}
            fit={fits.find((one) => one.kind === kind && one.state === 'active')}
            why={whyNone(kind, last)}
          />,
        ])}
      />
    </div>
  </section>
);

const InUseOf = ({ fit, why }: { readonly fit: ModelRow | undefined; readonly why: string }) => {
  if (!fit) {
    return (
      <>
        <Badge standing={{ tone: 'held', words: 'None' }} />
        <span className="note">{why}</span>
      </>
    );
  }
  const { error, baseline } = fit.holdout;
  return (
    <>
      <Badge standing={{ tone: 'good', words: `Version ${fit.version}` }} />
      <span className="note">{betterBy(error, baseline.error)}</span>
    </>
  );
};

const betterBy = (error: number, baseline: number): string => {
  if (!(baseline > 0)) return 'There was nothing to compare it with.';
  const percent = (1 - error / baseline) * 100;
  const much = `${Math.abs(percent).toFixed(1)} %`;
  return percent > 0 ? `Its error is ${much} below the plain rule’s.` : `Its error is ${much} above the plain rule’s.`;
};

/** What the last run said of a kind that has no model. */
const whyNone = (kind: ModelRow['kind'], last: ScoringRunRow | undefined): string => {
  const fit = last?.fits?.find((one) => one.kind === kind);
  if (!fit) return 'No run was made yet: npm run score makes one, and npm run setup lets one begin every night.';
  const sentence = fitSentence(fit).slice(`${kind}: `.length);
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
};

const LastRun = ({ last, open }: RunsProps & { readonly open: ScoringRunRow | undefined }) => (
  <section aria-labelledby="runs-title">
    <h2 id="runs-title">Scoring</h2>
    <div id="scoring-runs" data-live>
      {open && (
        <p>
          Running since <Time at={open.startedAt} />: {formatCount(open.scored)} of {formatCount(open.customers)}{' '}
          customers.
        </p>
      )}
      {last ? (
        <Facts
          facts={[
            ['Last run', <Time key="at" at={last.finishedAt ?? last.startedAt} />],
            ['As of', <Day key="as-of" day={last.asOf} />],
            ['Customers scored', formatCount(last.scored)],
            ['Took', last.finishedAt && tookWords(last.finishedAt.getTime() - last.startedAt.getTime())],
          ]}
        />
      ) : (
        !open && <p className="empty">Nobody was scored yet.</p>
      )}
      {last?.fits && <Fits fits={last.fits} />}
    </div>
  </section>
);

const tookWords = (millis: number): string => {
  const seconds = Math.max(0, Math.round(millis / 1_000));
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
};

const Fits = ({ fits }: { readonly fits: NonNullable<ScoringRunRow['fits']> }) => (
  <ul>
    {fits.map((fit) => (
      <li key={fit.kind}>{fitSentence(fit)}</li>
    ))}
  </ul>
);
