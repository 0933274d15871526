import type { Channel } from '../../journey.ts';
import type { Rule } from '../rule.ts';

interface Saw {
  readonly channel: Channel;
  readonly known: boolean;
}

/** A message needs somewhere to go. */
export const address: Rule<Saw> = {
  name: 'address',
  judge: ({ step, address }) => {
    const saw = { channel: step.channel, known: address.known };
    return address.known ? { says: 'pass', saw } : { says: 'withheld', reason: 'no_address', saw };
  },
  sentence: ({ says, saw }) => {
    const whereTo = saw.channel === 'email' ? 'e-mail address' : 'phone number';
    return `The customer has ${says === 'pass' ? 'the' : 'no'} ${whereTo}${says === 'pass' ? ' that it needs' : ''}.`;
  },
};
