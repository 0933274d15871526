import { type SendingMode, stricter } from '../../switches/sending-mode.ts';
import type { Rule } from '../rule.ts';

interface Saw {
  readonly store: SendingMode;
  readonly journey: SendingMode;
}

/** The last rule: with store or journey in shadow, what would have gone out now is recorded and not sent. */
export const shadow: Rule<Saw> = {
  name: 'shadow',
  judge: ({ switches: { store, journey } }) => {
    const saw = { store, journey };
    return stricter(store, journey) === 'shadow' ? { says: 'withheld', reason: 'shadow', saw } : { says: 'pass', saw };
  },
  sentence: ({ says, saw: { store } }) => {
    if (says === 'pass') return 'It was not only recorded.';
    const whose = store === 'shadow' ? 'The store' : 'The journey';
    return `${whose} was in shadow: what would have gone out is recorded, and was not sent.`;
  },
};
