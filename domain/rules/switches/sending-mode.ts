import { type SendingMode, stricter } from '../../switches/sending-mode.ts';
import type { Rule } from '../rule.ts';

interface Saw {
  readonly store: SendingMode;
  readonly journey: SendingMode;
  readonly allowlisted?: boolean;
}

/** Nothing is sent before it was switched on; on trial only who is on the list gets anything. */
export const sendingMode: Rule<Saw> = {
  name: 'sending-mode',
  judge: ({ switches: { store, journey, allowlisted } }) => {
    const mode = stricter(store, journey);
    const saw = { store, journey, ...(mode === 'allowlist' && { allowlisted }) };
    if (mode === 'off') return { says: 'withheld', reason: 'switched_off', saw };
    if (mode === 'allowlist' && !allowlisted) return { says: 'withheld', reason: 'not_allowlisted', saw };
    return { says: 'pass', saw };
  },
  sentence: ({ says, saw: { store, journey, allowlisted } }) => {
    if (says === 'withheld') {
      if (store === 'off') return 'Everything of the store was switched off.';
      if (journey === 'off') return 'The journey was switched off.';
      return 'Messages went to the recipients on the list alone, and this was none of them.';
    }
    if (allowlisted) return 'The recipient was on the list of those who get messages on trial.';
    return stricter(store, journey) === 'on' ? 'Store and journey were on.' : 'Decisions were made on trial.';
  },
};
