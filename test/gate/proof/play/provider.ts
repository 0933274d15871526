import type { Provider } from '../../../../activities/providers/provider.ts';
import type { Render } from '../../../../activities/templates/view.ts';
import type { Channel } from '../../../../domain/journey.ts';
import { startFakeResend } from '../../../fake-resend/fake-resend.ts';
import { fakeEmail, keyed } from '../../world.ts';
import type { ShownView } from './played.ts';
import type { Story } from '../story/story.ts';

/** A message that was taken, as whoever took it has it on record. */
export interface Accepted {
  readonly channel: Channel;
  readonly key: string;
  readonly to: string;
  /** What the message itself says of its claim, in the store's time. */
  readonly claimedAt: number;
  readonly view: ShownView;
  readonly tick: number;
}

/** What a message shows, as short as a text message has to be. */
const render: Render = async (_template, _locale, view, sms) => {
  const lines = 'cart' in view ? view.cart.lines : 'products' in view ? view.products : [];
  const shown: ShownView = {
    cart: { lines: lines.map(({ title, unitPrice: { amount } }) => ({ title, unitPrice: { amount } })) },
    ...('offer' in view && view.offer && { offer: { code: view.offer.code } }),
  };
  const text = JSON.stringify(shown);
  return { subject: 'a message', html: `<p>${lines.length}</p>`, text: sms ? `Demo shop: ${text} STOP` : text };
};

const viewOf = (text: string): ShownView =>
  JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as ShownView;

/** The judge: a fake Resend, and one for text messages, with one record of both. They answer as the story says. */
export const startProvider = async (answers: Story['answers'], tick: () => number) => {
  const accepted: Accepted[] = [];
  let calls = 0;
  const next = () => answers[calls++ % answers.length]!;
  const resend = await startFakeResend({
    chooseFault: () => {
      const answer = next();
      if (answer === 'lost') return { kind: 'lost' };
      return answer === 'rate-limited' ? { kind: 'rate-limited', retryAfterSeconds: 0 } : undefined;
    },
    onAcceptance: ({ key, to, body, claimedAt }) =>
      void accepted.push({
        channel: 'email',
        key,
        to,
        claimedAt: Date.parse(claimedAt!),
        view: viewOf(String(body['text'])),
        tick: tick(),
      }),
  });
  const sms: Provider = {
    ...keyed,
    send: async ({ key, message, claimedAt }) => {
      const answer = next();
      if (answer === 'rate-limited') return { answer: 'refused', detail: 'too many' };
      if (!accepted.some((one) => one.key === key)) {
        const view = viewOf(message.text);
        accepted.push({ channel: 'sms', key, to: message.to, claimedAt: Date.parse(claimedAt), view, tick: tick() });
      }
      return answer === 'lost' ? { answer: 'uncertain', detail: 'lost' } : { answer: 'accepted', id: key };
    },
  };
  return { accepted, email: fakeEmail(resend.url, 5_000), sms, render, stop: async () => resend.stop() };
};
