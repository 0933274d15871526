import type { Figures } from '../results/figures.ts';
import { measures, type Stranger } from '../results/strangest.ts';
import { counted, reasonWords } from '../results/words.ts';

export const Strangest = ({
  strangest,
  customers,
}: {
  readonly strangest: readonly Stranger[];
  readonly customers: number;
}) => (
  <Table
    title="The ten strangest customers"
    about="Whose figures are rarest together: each figure counts by the share of customers who have as much or more of it."
    none="There are no customers."
    columns={['customer', 'bits', 'what is rare']}
    rows={strangest.map(({ customer, bits, figures, because }) => [
      customer,
      Math.round(bits * 10) / 10,
      because
        .map(
          ({ measure, share }) =>
            `${counted(figures[measure])} ${measures[measure]} (as much or more: ${customersOf(Math.round(share * customers))})`,
        )
        .join('; ') || 'nothing: they are as the others are',
    ])}
  />
);

const customersOf = (count: number): string => (count === 1 ? '1 customer' : `${counted(count)} customers`);

const sum = (counts: readonly { readonly count: number }[]): number =>
  counts.reduce((total, { count }) => total + count, 0);

/** What each journey came to: the charts show the largest alone. */
export const Journeys = ({ figures: { runs, steps, stopped } }: { readonly figures: Figures }) => {
  const journeys = [...new Set(runs.map(({ journey }) => journey))];
  const of = (journey: string, outcome: string) =>
    sum(steps.filter((step) => step.journey === journey && step.outcome === outcome));
  return (
    <Table
      title="Each journey"
      none="No run began."
      columns={['journey', 'runs', 'sent', 'withheld', 'stopped by a purchase']}
      rows={journeys.map((journey) => [
        journey,
        sum(runs.filter((run) => run.journey === journey)),
        of(journey, 'sent'),
        of(journey, 'withheld'),
        sum(stopped.filter((one) => one.journey === journey)),
      ])}
    />
  );
};

export const Steps = ({ figures: { steps } }: { readonly figures: Figures }) => (
  <Table
    title="Every end of a step"
    none="No run came to a step."
    columns={['journey', 'end', 'reason', 'steps']}
    rows={steps.map(({ journey, outcome, reason, count }) => [
      journey,
      outcome,
      reason === '' ? '–' : `${reasonWords(reason)} (${reason})`,
      count,
    ])}
  />
);

/** Numbers stand on the right, words on the left. */
const Table = ({
  title,
  about,
  none,
  columns,
  rows,
}: {
  readonly title: string;
  readonly about?: string;
  readonly none: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}) => (
  <section>
    <h2>{title}</h2>
    {about && <p className="quiet">{about}</p>}
    {rows.length === 0 ? (
      <p>{none}</p>
    ) : (
      <div className="table">
        <table>
          <thead>
            <tr>
              {columns.map((column, index) => (
                <th key={column} scope="col" className={typeof rows[0]![index] === 'number' ? 'number' : undefined}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.join(' ')}>
                {row.map((cell, index) => (
                  <td key={columns[index]} className={typeof cell === 'number' ? 'number' : undefined}>
                    {typeof cell === 'number' ? counted(cell) : cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
  </section>
);
