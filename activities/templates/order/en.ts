import { formatInstant, formatStretch } from '../cart/format.ts';
import { oneLine } from '../frame/clean.ts';
import type { LettersOf } from '../letter/copy.ts';
import type { LetterView } from '../view.ts';

const numberOf = ({ order }: LetterView) => (order ? ` ${oneLine(order.number, 40)}` : '');
const why = ({ shop }: LetterView) => `You receive this message because you ordered at ${shop.name}.`;
const placeOf = ({ pickup }: LetterView) => (pickup?.place ? ` at ${oneLine(pickup.place, 80)}` : '');
const untilOf = ({ pickup, shop }: LetterView) =>
  pickup?.until ? ` We keep it until ${formatInstant(pickup.until, 'en', shop.timezone)}.` : '';

/** What follows an order, in English. */
export const orderEn: LettersOf<'order'> = {
  'order/confirmation': (view) => ({
    subject: `Your order${numberOf(view)} is confirmed`,
    preview: 'Thank you. This is what you ordered, and what comes next.',
    title: 'Thank you for your order',
    opening: [`We have your order${numberOf(view)}. We are preparing it, and will write to you when it leaves.`],
    order: 'Your order',
    products: 'Goes well with it',
    call: view.brand.pages.account ? 'Follow my order' : 'Go to the site',
    href: view.brand.pages.account,
    closing: 'A mistake, a change? Write to us soon from our site: before it leaves much is still possible.',
    why: why(view),
  }),
  'order/shipped': (view) => ({
    subject: view.parcel?.trackingUrl ? 'Your parcel has left: follow it' : 'Your parcel has left',
    preview: 'Where it is, and what to do when you are out.',
    title: 'Your parcel has left',
    opening: [
      view.parcel?.carrier
        ? `A parcel of your order${numberOf(view)} has left. It travels with ${oneLine(view.parcel.carrier, 60)}.`
        : `A parcel of your order${numberOf(view)} has left.`,
    ],
    points: [
      {
        term: 'When you are out',
        text: 'The carrier leaves a note or offers another day: the tracking page tells it first.',
      },
      {
        term: 'When it arrives',
        text: 'Open it in front of the driver if you can. Damaged? Note it on the slip and write to us within three days, with pictures.',
      },
      {
        term: 'When it does not arrive',
        text: 'No news on the tracking page for several days? Write to us: we will look for it with you.',
      },
    ],
    call: view.parcel?.trackingUrl ? 'Follow my parcel' : 'Go to the site',
    href: view.parcel?.trackingUrl,
    why: why(view),
  }),
  'order/first-steps': (view) => ({
    subject: 'A good start with what you bought',
    preview: 'Five mistakes to avoid, and where to find help.',
    title: 'A good start',
    opening: [
      'Your order should be with you. To make the most of it from the first day, here are five mistakes to avoid.',
    ],
    points: [
      { term: '1. Throwing the manual away', text: 'Two minutes of reading save most questions.' },
      { term: '2. Throwing the box away', text: 'Keep it for 14 days: a return travels best in its own box.' },
      { term: '3. Waiting to check', text: 'Try it at once: a fault is settled faster when it is fresh.' },
      { term: '4. Forgetting the care', text: 'The page of the item tells how to keep it as new for long.' },
      { term: '5. Staying with a doubt', text: 'Ask us: answering is what we are here for.' },
    ],
    products: 'To go further, after what you bought',
    call: view.brand.pages.guides ? 'Read our advice' : 'Go to the site',
    href: view.brand.pages.guides,
    why: why(view),
  }),
  'order/review': (view) => ({
    subject: 'What do you think of it?',
    preview: 'A minute of your opinion helps the next ones to choose.',
    title: 'What do you think of it?',
    opening: [
      'You have had the time to try it. Tell us in a minute what you think, the good and the less good: it is what helps those who hesitate most.',
    ],
    order: 'Your order',
    call: 'Leave a review',
    href: view.brand.pages.reviews,
    closing: 'A problem rather than an opinion? Write to us first: we would rather solve it.',
    why: why(view),
  }),
  'order/returned': (view) => ({
    subject: 'What about this instead?',
    preview: 'What may suit you better.',
    title: 'What may suit you better',
    opening: [
      'Your return has reached us. If you are still looking, here are other items of the same kind, chosen after what you bought.',
    ],
    products: 'Of the same kind',
    call: 'See the shop',
    closing: 'Tell us what was not right: it helps us to describe our items better.',
    why: why(view),
  }),
  'order/appointment': (view) => ({
    subject: 'Your delivery has an appointment with you',
    preview: 'The day and the hour, and how to change them.',
    title: 'An appointment for your delivery',
    opening: [
      view.appointment
        ? `Your order${numberOf(view)} will be delivered ${formatStretch(view.appointment.from, view.appointment.to, 'en', view.shop.timezone)}.`
        : `There is an appointment for the delivery of your order${numberOf(view)}.`,
    ],
    call: view.appointment?.url ? 'Change the appointment' : 'Follow my order',
    href: view.appointment?.url ?? view.brand.pages.account,
    why: why(view),
  }),
  'order/late': (view) => ({
    subject: `Your order${numberOf(view)} is late`,
    preview: 'We tell you before you wait for it.',
    title: 'Your order is late',
    opening: [
      `Your order${numberOf(view)} will come later than planned, and we are sorry. There is nothing that you need to do: we write to you as soon as it moves.`,
      'If that does not suit you, answer us: we look for a way with you.',
    ],
    order: 'Your order',
    call: view.brand.pages.help ? 'Write to us' : 'Follow my order',
    href: view.brand.pages.help ?? view.brand.pages.account,
    why: why(view),
  }),
  'order/ready': (view) => ({
    subject: `Your order${numberOf(view)} is waiting for you`,
    preview: 'It is ready: come whenever you like.',
    title: 'Your order is waiting for you',
    opening: [`Your order${numberOf(view)} is ready${placeOf(view)}.${untilOf(view)}`],
    order: 'Your order',
    call: view.brand.pages.account ? 'See my order' : 'Go to the site',
    href: view.brand.pages.account,
    why: why(view),
  }),
  'order/still-ready': (view) => ({
    subject: `Your order${numberOf(view)} is still waiting for you`,
    preview: 'A reminder, so that it is not sent back.',
    title: 'Your order is still waiting for you',
    opening: [`Your order${numberOf(view)} is still ready${placeOf(view)}.${untilOf(view)}`],
    call: view.brand.pages.account ? 'See my order' : 'Go to the site',
    href: view.brand.pages.account,
    why: why(view),
  }),
  'order/share': (view) => ({
    subject: 'How does it look at your place?',
    preview: 'A picture often says it better.',
    title: 'How does it look at your place?',
    opening: [
      'A picture of what you chose, at your place, helps more than the best of ours. If you feel like it, show it: we will be glad to see it, and so will others.',
    ],
    order: 'Your order',
    call: view.brand.pages.social ? 'Show mine' : 'Leave a review with a picture',
    href: view.brand.pages.social ?? view.brand.pages.reviews,
    why: why(view),
  }),
};
