import { customerColumns, customerOf, instantOf, type Kind } from './kind.ts';

/** `consents.csv`: one line an act, with its proof in columns that begin with `proof_`. */
export const consents: Kind = {
  required: ['channel', 'purpose', 'state', 'at', 'source'],
  optional: customerColumns,
  prefix: 'proof_',
  toEvent: ([row]) => ({
    type: 'customer.consent_changed',
    occurredAt: instantOf(row, 'at'),
    customer: customerOf(row),
    data: {
      channel: row.cells['channel'],
      purpose: row.cells['purpose'],
      state: row.cells['state'],
      source: row.cells['source'],
      proof: Object.fromEntries(
        Object.entries(row.cells).flatMap(([name, value]) =>
          name.startsWith('proof_') && value !== undefined ? [[name.slice('proof_'.length), value]] : [],
        ),
      ),
    },
  }),
};
