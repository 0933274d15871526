import { formatMoney } from '../../../domain/money.ts';
import { oneLine } from '../frame/clean.ts';
import { formatNumber } from '../cart/format.ts';
import type { LettersOf } from '../letter/copy.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop, alert }: LetterView) =>
  alert?.asked
    ? `You receive this message because you asked ${shop.name} to tell you about this item.`
    : `You receive this message because you agreed to e-mails from ${shop.name} and showed interest in this item.`;

const named = ({ products: [product] }: LetterView) =>
  product ? `“${oneLine(product.title, 60)}”` : 'the item that interests you';

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What happened to a product, in English: facts as they are when the message is made, and no pressure beyond them. */
export const alertEn: LettersOf<'alert'> = {
  'alert/back-in-stock': (view) => ({
    subject: `${sentence(named(view))}: available again`,
    preview: 'It has just come back in stock.',
    title: 'Available again',
    opening: [
      view.alert?.asked
        ? `You asked us to tell you: ${named(view)} can be ordered again.`
        : `Good news: ${named(view)} can be ordered again.`,
    ],
    products: 'Your item',
    call: 'See the item',
    href: view.products[0]?.url,
    ...(view.alert?.asked && { closing: 'This is the only message of that request, which is now closed.' }),
    why: why(view),
  }),
  'alert/low-stock': (view) => ({
    subject: `${sentence(named(view))}: nearly sold out`,
    preview: 'Few are left, in case you still think of it.',
    title: 'Few are left',
    opening: [
      view.alert?.left === undefined
        ? `Only a few of ${named(view)} are left. If you still think of it, now is the time to come back to it.`
        : `As we write, ${formatNumber(view.alert.left, 'en')} of ${named(view)} ${view.alert.left > 1 ? 'are' : 'is'} left. If you still think of it, now is the time to come back to it.`,
    ],
    products: 'Your item',
    call: 'See the item',
    href: view.products[0]?.url,
    closing: 'Nothing is reserved: others may order it before you.',
    why: why(view),
  }),
  'alert/price-drop': (view) => ({
    subject: `${sentence(named(view))}: the price went down`,
    preview: 'The price of an item that you looked at went down.',
    title: 'The price went down',
    opening: [
      view.alert?.prior && view.products[0]
        ? `${sentence(named(view))} now costs ${formatMoney(view.products[0].unitPrice, 'en')}. Its lowest price of the 30 days before this reduction was ${formatMoney(view.alert.prior, 'en')}.`
        : `The price of ${named(view)} went down.`,
    ],
    products: 'Your item',
    call: 'See the item',
    href: view.products[0]?.url,
    why: why(view),
  }),
};
