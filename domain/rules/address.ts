import type { Rule } from './rule.ts';

/** A message needs somewhere to go. */
export const address: Rule = {
  name: 'address',
  judge: ({ step, address }) => {
    const saw = { channel: step.channel, known: address.known };
    return address.known ? { says: 'pass', saw } : { says: 'withheld', reason: 'no_address', saw };
  },
};
