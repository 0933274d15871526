import { listRegistrations, type RegistrationRow } from '../../../db/experiments/registrations.ts';
import { namesOf } from '../../../db/pages/operator-names.ts';
import type { StoreRow } from '../../../db/shop/stores.ts';
import { registrationInWords } from '../../../domain/experiments/looks/registration.ts';
import { registrationFlaw } from '../../experiments/wishes.ts';
import { specs } from '../../specs.ts';
import type { Page } from '../page.ts';
import { ActForm } from '../forms/act-form.tsx';
import { Table, withQuery } from '../parts/bits.tsx';
import { Cell } from '../parts/cell.tsx';
import { useConsole } from '../parts/context.ts';
import { Input } from '../forms/field.tsx';
import { Time } from '../parts/time.tsx';
import { DecisionForm } from './decision-form.tsx';
import { capital, experimentWords } from './experiment-words.ts';

/** How a decision about an experiment is made: written down before its first result, withdrawn with a reason. */
export const decisionPage: Page = {
  path: '/experiments/decision',
  async show({ db }, { store, query }) {
    const experiment = query['experiment'];
    if (!store || !experiment) return undefined;
    const flaw = registrationFlaw(specs, experiment);
    const all = await listRegistrations(db, store.id);
    const rows = all.filter((row) => row.experiment === experiment);
    if (flaw !== undefined && rows.length === 0 && !isDeclared(experiment)) return undefined;
    const nameOf = await namesOf(
      db,
      rows.flatMap(({ registeredBy, withdrawnBy }) => [registeredBy, ...(withdrawnBy === null ? [] : [withdrawnBy])]),
    );
    const standing = rows.find(({ withdrawnAt }) => withdrawnAt === null);
    return {
      title: `How it is decided: ${capital(experimentWords(experiment, armsOf(experiment)))}`,
      section: 'experiments',
      body: (
        <>
          <p>
            Metric, horizon, customers and looks are written down before the first result, so that nobody chooses them
            by what came out. Customers who are assigned from then on are in it, and the first look at which an arm
            leaves its bounds decides. <ReportLink experiment={experiment} />
          </p>
          {standing ? (
            <Standing row={standing} store={store} nameOf={nameOf} />
          ) : (
            <Register {...{ flaw, store, experiment }} />
          )}
          <Earlier rows={rows.filter((row) => row !== standing)} store={store} nameOf={nameOf} />
        </>
      ),
    };
  },
};

const declaredOf = (experiment: string) => {
  const [journey, name] = experiment.split('/');
  return specs.find((spec) => spec.name === journey)?.experiments?.find((one) => one.name === name);
};
const isDeclared = (experiment: string): boolean => declaredOf(experiment) !== undefined;
const armsOf = (experiment: string): readonly string[] => Object.keys(declaredOf(experiment)?.arms ?? { holdout: 1 });

const ReportLink = ({ experiment }: { readonly experiment: string }) => (
  <a href={withQuery(`/experiments/report${useConsole().storeQuery}`, { experiment })}>What it brought so far</a>
);

interface RowProps {
  readonly row: RegistrationRow;
  readonly store: StoreRow;
  /** Actors of the audit log by name. */
  readonly nameOf: (actor: string) => string;
}

const Standing = ({ row, store, nameOf }: RowProps) => (
  <section aria-labelledby="standing-title">
    <h2 id="standing-title">Registered</h2>
    <div id="decision" className="told">
      <p className="lead">{capital(registrationInWords(row, store.currency, 'en'))}.</p>
      <p className="note">Why: {row.why}</p>
      <p className="note">
        By {nameOf(row.registeredBy)}, <Time at={row.registeredAt} />
      </p>
    </div>
    <ActForm
      action="/experiments/decision/withdraw"
      className="act"
      hidden={{ store: store.id, experiment: row.experiment }}
    >
      <Input name="why" aria-label="Why it is withdrawn" placeholder="Why" required maxLength={500} />
      <button className="danger">Withdraw it</button>
      <span className="note">
        It stays on record. Another one can then be registered, for customers of that moment on.
      </span>
    </ActForm>
  </section>
);

interface RegisterProps {
  readonly flaw: string | undefined;
  readonly store: StoreRow;
  readonly experiment: string;
}

const Register = ({ flaw, store, experiment }: RegisterProps) => (
  <section aria-labelledby="register-title">
    <h2 id="register-title">Register a decision</h2>
    {flaw === undefined ? (
      <DecisionForm store={store} experiment={experiment} isOffer={declaredOf(experiment)?.about === 'offer'} />
    ) : (
      <p className="attention">None can be registered: {flaw}.</p>
    )}
  </section>
);

const Earlier = ({ rows, store, nameOf }: Omit<RowProps, 'row'> & { readonly rows: readonly RegistrationRow[] }) =>
  rows.length > 0 && (
    <section aria-labelledby="earlier-title">
      <h2 id="earlier-title">Withdrawn</h2>
      <Table
        id="withdrawn"
        caption="Withdrawn decisions, newest first"
        head={['Decision', 'Registered', 'Withdrawn']}
        empty=""
      >
        {rows.map((row) => (
          <tr key={row.id}>
            <td className="wide">
              {capital(registrationInWords(row, store.currency, 'en'))}
              <span className="note">{row.why}</span>
            </td>
            <Cell of="Registered">
              <Time at={row.registeredAt} />
              <span className="note">by {nameOf(row.registeredBy)}</span>
            </Cell>
            <Cell of="Withdrawn">
              {row.withdrawnAt && <Time at={row.withdrawnAt} />}
              <span className="note">
                by {nameOf(row.withdrawnBy ?? '')}: {row.withdrawnWhy}
              </span>
            </Cell>
          </tr>
        ))}
      </Table>
    </section>
  );
