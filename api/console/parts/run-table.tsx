import type { RunSummary } from '../../../db/pages/runs.ts';
import { Badge, CustomerLink, Table, TemporalLink } from './bits.tsx';
import { Time } from './time.tsx';
import { journeyWords, runStanding } from './words.ts';

interface RunTableProps {
  readonly id: string;
  readonly caption: string;
  readonly runs: readonly RunSummary[];
  readonly empty: string;
}

/** Runs with how each stands. */
export const RunTable = ({ id, caption, runs, empty }: RunTableProps) => (
  <Table
    id={id}
    caption={caption}
    head={['Started', 'State', 'Run', 'Customer', 'First due', 'Ended', 'Temporal']}
    empty={empty}
  >
    {runs.map(({ run, firstName }) => (
      <tr key={run.id} id={`run-${run.id}`}>
        <td className="when">
          <Time at={run.startedAt} />
        </td>
        <td>
          <Badge standing={runStanding(run)} />
        </td>
        <td className="wide">
          <a href={`/runs/${run.id}`}>{journeyWords(run.journey)}</a>
          {run.episode > 1 && <span className="note">entry {run.episode}</span>}
        </td>
        <td>
          <CustomerLink id={run.customerId} firstName={firstName} />
        </td>
        <td className="when">
          <Time at={run.dueAt} />
        </td>
        <td className="when">{run.closedAt ? <Time at={run.closedAt} /> : '–'}</td>
        <td>
          <TemporalLink run={run}>Open</TemporalLink>
        </td>
      </tr>
    ))}
  </Table>
);
