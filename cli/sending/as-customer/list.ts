import { messagesOf } from '../../../api/journeys/listed.ts';
import { specs } from '../../../api/specs.ts';

/** `npm run test-send -- list`: the messages of every journey. */
export const list = (): void => {
  for (const { name } of specs) {
    for (const { template, channel, purpose, offers, props, isSent } of messagesOf(name)) {
      const offer = offers.length > 0 ? `  offer ${offers.join(' or ')}` : '';
      const names = Object.entries(props).map(([prop, value]) => `  ${prop} ${value}`);
      const unsent = isSent ? '' : '  (not sent by this journey)';
      console.log(`${name}  ${channel}  ${template}  ${purpose}${names.join('')}${offer}${unsent}`);
    }
  }
};
