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

/** States of a message that a provider has accepted, in their order: none is left for an earlier one. */
export const sentStates = ['accepted', 'delivered', 'bounced', 'complained'] as const satisfies readonly MessageState[];
export type SentState = (typeof sentStates)[number];

/**
 * Where each state may go; to stay is always legal. A claim is released to `planned` when every call under it was
 * surely refused. `unknown` is left by proof or by a person's word alone, never towards a new claim. What the
 * provider's own record says wins over whatever was believed, hence the sent states everywhere. The database
 * refuses everything else: db/repeatable/ledger-states.sql.
 */
export const transitions: Readonly<Record<MessageState, readonly MessageState[]>> = {
  planned: ['claimed', 'withheld', 'failed', ...sentStates],
  claimed: ['planned', 'failed', 'unknown', ...sentStates],
  unknown: ['failed', ...sentStates],
  withheld: [...sentStates],
  failed: [...sentStates],
  accepted: ['delivered', 'bounced', 'complained'],
  delivered: ['bounced', 'complained'],
  bounced: ['complained'],
  complained: [],
};

export const isLegal = (from: MessageState, to: MessageState): boolean => from === to || transitions[from].includes(to);

const progress = (state: MessageState): number => (sentStates as readonly MessageState[]).indexOf(state);

/**
 * The state after the provider told of `event`. Events come late, twice and out of order: the furthest wins, so
 * every order of the same events ends in the same state. A late bounce undoes a delivery; nothing undoes a complaint.
 */
export const afterProviderEvent = (state: MessageState, event: SentState): MessageState =>
  progress(event) > progress(state) ? event : state;
