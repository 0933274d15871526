import { customerColumnNames, customerColumns, customerKey, customerOf } from '../cells/customer.ts';
import { requiredInstantOf } from '../cells/instant.ts';
import type { Kind, Row } from '../kind.ts';

const prefix = 'proof_';

/**
 * `consents.csv`: one row an act of consent or withdrawal, of one list where it names one; its proof is in columns
 * that begin with `proof_`.
 */
export const consents: Kind = {
  columns: {
    ...customerColumns,
    channel: 'data.channel',
    purpose: 'data.purpose',
    list: 'data.list',
    state: 'data.state',
    at: 'occurredAt',
    source: 'data.source',
    proof_form_url: 'data.proof.formUrl',
  },
  required: ['channel', 'purpose', 'state', 'at', 'source'],
  someOf: customerColumnNames,
  prefix,
  conflict: 'this act was told before with another state, source or proof; what was told first stays',
  toEvents: ([row], { timezone }) => {
    const { channel, purpose, list, state, source } = row.cells;
    const occurredAt = requiredInstantOf(row, 'at', timezone);
    return [
      {
        type: 'customer.consent_changed',
        occurredAt,
        occurredIn: 'at',
        customer: customerOf(row),
        data: { channel, purpose, list, state, source, proof: proofOf(row) },
        // An act about the whole purpose is the same with and without the column.
        identity: [customerKey(row), channel ?? '', purpose ?? '', occurredAt, ...(list === undefined ? [] : [list])],
      },
    ];
  },
};

const proofOf = ({ cells }: Row): object | undefined => {
  const entries = Object.entries(cells).filter(([column]) => column.startsWith(prefix));
  if (entries.length === 0) return undefined;
  return Object.fromEntries(
    entries.map(([column, value]) => [proofNames[column] ?? column.slice(prefix.length), value]),
  );
};

const proofNames: Readonly<Partial<Record<string, string>>> = { proof_form_url: 'formUrl' };
