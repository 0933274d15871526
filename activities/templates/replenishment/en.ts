import { oneLine } from '../frame/clean.ts';
import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import { dayWords } from '../season/dates.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `You receive this reminder because you ordered this item at ${shop.name} and agreed to our e-mails.`;

/** What they bought, by its name where the catalogue tells one. */
const named = ({ products: [product] }: LetterView) => (product ? `“${oneLine(product.title, 60)}”` : 'your item');
const yours = (view: LetterView) => (view.products[0] ? `Your ${named(view)}` : 'Your item');

/** Running out, in English: a service, said as one. */
export const replenishmentEn: LettersOf<'replenishment'> = {
  'replenishment/soon': (view) => ({
    subject: 'You will soon run out',
    preview: `Time to renew ${named(view)}.`,
    title: 'You will soon run out',
    opening: [
      `Going by your last order, ${named(view)} will be used up in about a week. If you go on with it, this is the right time to renew it.`,
    ],
    products: 'Your item',
    call: 'Renew it',
    href: view.products[0]?.url,
    closing: 'You have some left? This message asks for nothing: order when you like.',
    why: why(view),
  }),
  'replenishment/pack': (view) => ({
    subject: view.offer ? 'Renew it, with a little something' : 'Only a few days left',
    preview: view.offer ? 'For your loyalty.' : `What it takes not to run out of ${named(view)}.`,
    title: view.offer ? 'For your loyalty' : 'Only a few days left',
    opening: [
      view.offer
        ? `${yours(view)} is running out. Take three at once: here is ${giftWords(view.offer.gives, 'en')} with this order, to thank you for your loyalty.`
        : `${yours(view)} is running out. Taking three at once saves you from thinking of it too soon again.`,
    ],
    ...codeOf(view, 'en'),
    products: 'Your item',
    call: 'Renew it',
    href: view.products[0]?.url,
    why: why(view),
  }),
  'replenishment/last': (view) => ({
    subject: 'Do you go on with it?',
    preview: `A last reminder for ${named(view)}.`,
    title: 'Do you go on with it?',
    opening: [`${yours(view)} should be used up. If you go on with it, here it is.`],
    products: 'Your item',
    call: 'Renew it',
    href: view.products[0]?.url,
    closing: 'This is our last reminder for this item, until your next order.',
    why: why(view),
  }),
  'replenishment/planned': (view) => {
    const until = view.usedUpAt && dayWords(view.usedUpAt, 'en', view.shop.timezone);
    return {
      subject: until ? `Enough until ${until}` : 'How long it lasts',
      preview: 'Worked out from what you bought.',
      title: until ? `Enough until ${until}` : 'How long it lasts',
      opening: [
        until
          ? `From what you bought and how long it usually lasts, you should have enough until ${until}. We will write a few days before; there is nothing to do until then.`
          : 'From how long what you bought usually lasts, we will write a few days before it runs out; there is nothing to do until then.',
      ],
      products: 'What you took',
      call: 'See it again',
      href: view.products[0]?.url,
      closing: 'You use it faster, or more slowly? Order when you need it: we count again from there.',
      why: why(view),
    };
  },
};
