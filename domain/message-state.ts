/**
 * The life of one message in the ledger: decided (`planned`, `withheld`, `failed`), on its way (`claimed`,
 * `unknown`), accepted by the provider and then, as far as the provider tells, `delivered`, `bounced` or
 * `complained`.
 */
export const messageStates = [
  'planned',
  'claimed',
  'accepted',
  'delivered',
  'bounced',
  'complained',
  'withheld',
  'failed',
  'unknown',
] as const;
export type MessageState = (typeof messageStates)[number];

/** States of a message that a provider has accepted. */
export const sentStates = ['accepted', 'delivered', 'bounced', 'complained'] as const satisfies readonly MessageState[];
