import { customerColumnNames, customerColumns, customerKey, customerOf } from '../cells/customer.ts';
import { requiredInstantOf } from '../cells/instant.ts';
import type { Kind, Row } from '../kind.ts';

const prefix = 'proof_';

/** `consents.csv`: one row an act of consent or withdrawal; its proof is in columns that begin with `proof_`. */
export const consents: Kind = {
  columns: {
    ...customerColumns,
    channel: 'data.channel',
    purpose: 'data.purpose',
    state: 'data.state',
    at: 'occurredAt',
    source: 'data.source',
  },
  required: ['channel', 'purpose', 'state', 'at', 'source'],
  someOf: customerColumnNames,
  prefix,
  conflict: 'this act was told before with another state, source or proof; what was told first stays',
  toEvents: ([row], { timezone }) => {
    const { channel, purpose, state, source } = row.cells;
    const occurredAt = requiredInstantOf(row, 'at', timezone);
    return [
      {
        type: 'customer.consent_changed',
        occurredAt,
        occurredIn: 'at',
        customer: customerOf(row),
        data: { channel, purpose, state, source, proof: proofOf(row) },
        identity: [customerKey(row), channel ?? '', purpose ?? '', occurredAt],
      },
    ];
  },
};

const proofOf = ({ cells }: Row): object | undefined => {
  const entries = Object.entries(cells).filter(([column]) => column.startsWith(prefix));
  if (entries.length === 0) return undefined;
  return Object.fromEntries(entries.map(([column, value]) => [column.slice(prefix.length), value]));
};
