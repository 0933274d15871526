import type { NewMessage } from '../../../db/ledger/ledger.ts';

/**
 * A decision without what is only ever read by people: the words of the message, and what it was judged from. Nothing that is
 * decided later depends on them, and they are most of what a decision weighs.
 */
export const withoutWords = (decision: NewMessage): NewMessage => ({
  ...decision,
  facts: null,
  verdicts: [],
  ...(decision.frozen && { frozen: { to: decision.frozen.to, text: '' } }),
});
