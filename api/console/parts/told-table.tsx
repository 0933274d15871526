import type { OutboxRow } from '../../../db/road/outbox.ts';
import { Badge, Table } from './bits.tsx';
import { Time } from './time.tsx';
import type { Standing } from './words.ts';

/** What Temporal was or is to be told of one run, in order. */
export const ToldTable = ({ rows }: { readonly rows: readonly OutboxRow[] }) => (
  <Table id="told-rows" caption="What Temporal was told" head={['What', 'State', 'When', 'Tries']} empty="Nothing yet.">
    {rows.map((row) => (
      <tr key={row.id}>
        <td>{toldWords(row)}</td>
        <td>
          <Badge standing={standing(row)} />
          {row.lastError && <span className="note">{row.lastError}</span>}
        </td>
        <td className="when">
          <Time at={row.dispatchedAt ?? row.deadAt ?? row.notBefore} />
        </td>
        <td className="number">{row.attempts}</td>
      </tr>
    ))}
  </Table>
);

/** What an outbox row tells. */
export const toldWords = ({ kind, signal }: Pick<OutboxRow, 'kind' | 'signal'>): string => {
  if (kind === 'start') return 'Start';
  return `${kind === 'exit' ? 'Exit' : 'Event'}${signal ? `: ${signal.name}` : ''}`;
};

const standing = (row: OutboxRow): Standing => {
  if (row.deadAt) return { tone: 'bad', words: 'Given up' };
  return row.dispatchedAt ? { tone: 'good', words: 'Told' } : { tone: 'calm', words: 'Waiting' };
};
