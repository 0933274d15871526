import type { ModelRow } from '../../../db/scoring/models.ts';
import { formatMoney } from '../../../domain/money.ts';
import { ActForm } from '../forms/act-form.tsx';
import { Input } from '../forms/field.tsx';
import { Badge, Table } from '../parts/bits.tsx';
import { Cell } from '../parts/cell.tsx';
import { Day } from '../parts/day.tsx';
import { Time } from '../parts/time.tsx';
import { formatCount, type Standing } from '../parts/words.ts';
import { baselineWords, kindWords, measureWords, modelWords } from './model-words.ts';

interface FitsProps {
  readonly store: string;
  readonly currency: string;
  readonly fits: readonly ModelRow[];
  /** Actors of the audit log by name. */
  readonly nameOf: (actor: string) => string;
}

/** Every fit, newest first: what it knows of, how it did, and why it is not used. */
export const FitTable = ({ fits, ...shown }: FitsProps) => (
  <section aria-labelledby="fits-title">
    <h2 id="fits-title">Fits</h2>
    <Table
      id="fits"
      caption="Fits, newest first"
      head={['Fit', 'Is', 'Knows of', 'Error on what it had not seen', 'Foreseen and come', 'Put to use']}
      empty="Nothing was fitted yet."
    >
      {fits.map((fit) => (
        <FitRow key={fit.id} fit={fit} {...shown} />
      ))}
    </Table>
  </section>
);

const standings: Readonly<Record<ModelRow['state'], Standing>> = {
  active: { tone: 'good', words: 'In use' },
  kept: { tone: 'held', words: 'Not used' },
  replaced: { tone: 'calm', words: 'Replaced' },
};

const reasons: Readonly<Record<NonNullable<ModelRow['reason']>, string>> = {
  worse_than_baseline: 'foresees worse than the plain rule',
  worse_than_last: 'foresees worse than the one in use',
  too_little_data: 'too little data',
  unfittable: 'the data do not determine it',
};

const FitRow = ({ fit, store, currency, nameOf }: Omit<FitsProps, 'fits'> & { readonly fit: ModelRow }) => {
  const { kind, name, version, state, reason, holdout } = fit;
  const amount = amountOf(fit, currency);
  return (
    <tr id={`fit-${kind}-${version}`}>
      <td className="wide">
        {kindWords[kind]}
        <span className="note">
          {modelWords[name]}, version {version}, <Time at={fit.fittedAt} />
        </span>
      </td>
      <Cell of="Is">
        <Badge standing={standings[state]} />
        {reason && <span className="note">{reasons[reason]}</span>}
        {fit.promotedAt && (
          <span className="note">
            since <Time at={fit.promotedAt} />, {promotedBy(fit.promotedBy, nameOf)}
          </span>
        )}
      </Cell>
      <Cell of="Knows of" className="wide">
        <Day day={fit.windowFrom} /> – <Day day={fit.windowTo} />
        <span className="note">
          {formatCount(fit.customers)} customers{fit.share < 1 && ` (${Math.round(fit.share * 100)} % of all)`},{' '}
          {formatCount(fit.observations)} {observationWords[kind]}; log-likelihood {fit.logLikelihood.toFixed(1)}
        </span>
        <Parameters fit={fit} />
      </Cell>
      <Cell of="Error on what it had not seen" className="wide">
        {amount(holdout.error)}
        <span className="note">
          {baselineWords(holdout.baseline.name)}: {amount(holdout.baseline.error)}
          {holdout.last && `; version ${holdout.last.version}: ${amount(holdout.last.error)}`}
        </span>
        <span className="note">
          {measureWords[holdout.measure]}, {unseenWords(holdout)}
        </span>
      </Cell>
      <Cell of="Foreseen and come">
        {total(fit, holdout.foreseen, currency)} foreseen
        <span className="note">{total(fit, holdout.actual, currency)} came</span>
      </Cell>
      <td>{state !== 'active' && <Promote store={store} fit={fit} />}</td>
    </tr>
  );
};

const observationWords: Readonly<Record<ModelRow['kind'], string>> = {
  orders: 'repeat purchases',
  spend: 'repeat buyers',
  products: 'times that somebody bought a product again',
};

/** Errors of money are told in it; others have no unit, or are days. */
const amountOf =
  ({ kind }: ModelRow, currency: string) =>
  (error: number): string =>
    kind === 'spend' ? formatMoney({ amount: Math.round(error), currency }, 'en') : error.toPrecision(4);

const total = ({ kind }: ModelRow, sum: number, currency: string): string =>
  kind === 'spend' ? formatMoney({ amount: Math.round(sum), currency }, 'en') : formatCount(Math.round(sum));

const unseenWords = ({ unseen, count }: ModelRow['holdout']): string =>
  unseen === 'later days'
    ? `the last days of ${formatCount(count)} customers`
    : `${formatCount(count)} gaps of other customers`;

const promotedBy = (actor: string | null, nameOf: (actor: string) => string): string =>
  actor === null || actor === 'scoring' ? 'because it was better' : `by ${nameOf(actor)}`;

const Parameters = ({ fit: { parameters, standardErrors } }: { readonly fit: ModelRow }) => (
  <details>
    <summary>Parameters</summary>
    <ul className="saw">
      {Object.entries(parameters).map(([name, value]) => (
        <li key={name}>
          {name} <code>{value.toPrecision(5)}</code>
          {standardErrors[name] !== undefined && ` ± ${standardErrors[name].toPrecision(2)}`}
        </li>
      ))}
    </ul>
  </details>
);

const Promote = ({ store, fit: { kind, version } }: { readonly store: string; readonly fit: ModelRow }) => (
  <ActForm action="/models/promote" className="stacked" hidden={{ store, kind, version: String(version) }}>
    <Input
      name="why"
      aria-label={`Why version ${version} of ${kind} is put to use`}
      placeholder="Why"
      required
      maxLength={500}
    />
    <button>Put to use</button>
  </ActForm>
);
