import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) => `You receive this message because you signed up for news from ${shop.name}.`;

const brandPoints = [
  { term: 'Choosing', text: 'The page of each item tells what matters: what it is, what it costs, how many are left.' },
  { term: 'Ordering', text: 'The price of delivery and its expected date are shown before you pay, never after.' },
  {
    term: 'Changing your mind',
    text: 'You have 14 days after delivery to tell us (legal exceptions apart, such as personalised or perishable goods).',
  },
];

/** The welcome in English. It promises only what the law, the shop's own words or its offers already say. */
export const welcomeEn: LettersOf<'welcome'> = {
  'welcome/newsletter': (view) => ({
    subject: `Welcome to ${view.shop.name}`,
    preview: 'Thank you for signing up: this is what you will receive from us.',
    title: 'Welcome, and thank you',
    opening: [
      `You signed up for news from ${view.shop.name}. In the coming days we will introduce ourselves in a few messages; after that we will write only when we have something to say.`,
      ...(view.brand.story ? [view.brand.story] : []),
    ],
    call: 'Discover the shop',
    closing: 'A question? Write to us from our site, we will be glad to answer.',
    why: why(view),
  }),
  'welcome/popup': (view) => ({
    subject: view.offer ? 'Welcome: here is what we promised' : `Welcome to ${view.shop.name}`,
    preview: view.offer
      ? 'Your code, ready to use.'
      : 'Thank you for signing up: this is what you will receive from us.',
    title: 'Welcome, and thank you',
    opening: [
      view.offer
        ? `Thank you for signing up. As promised, here is a code for ${giftWords(view.offer.gives, 'en')} with your first order.`
        : `Thank you for signing up for news from ${view.shop.name}. We will introduce ourselves in a few messages.`,
    ],
    ...codeOf(view, 'en'),
    call: view.offer ? 'Use my code' : 'Discover the shop',
    closing: 'A question? Write to us from our site, we will be glad to answer.',
    why: why(view),
  }),
  'welcome/quiz': (view) => ({
    subject: 'Thank you for your answers',
    preview: 'Something to begin with.',
    title: 'Thank you for your answers',
    opening: [
      `They help us to write to you about what interests you. In the meantime, this is where many begin at ${view.shop.name}.`,
    ],
    products: 'Chosen by many',
    call: 'Continue on the site',
    closing: 'Your tastes change? The link at the bottom of this message lets you choose what you receive.',
    why: why(view),
  }),
  'welcome/guide': (view) => ({
    subject: 'Your guide, and welcome',
    preview: 'Thank you for your interest: this is where to find it.',
    title: 'Enjoy the reading',
    opening: [
      view.brand.pages.guides
        ? 'Thank you for asking for our guide. You will find it at any time on our page of advice, with the others.'
        : 'Thank you for asking for our guide. You will find it at any time on our site.',
      'In the coming days we will introduce ourselves in a few messages.',
    ],
    call: view.brand.pages.guides ? 'Read our advice' : 'Go to the site',
    href: view.brand.pages.guides,
    why: why(view),
  }),
  'welcome/brand': (view) => ({
    subject: `Who we are at ${view.shop.name}`,
    preview: 'Our shop in a minute.',
    title: 'Our shop in a minute',
    opening: [
      view.brand.story ?? `${view.shop.name} in a few words: what you can expect from us, before and after you buy.`,
    ],
    ...(view.brand.commitments.length > 0 ? { list: view.brand.commitments } : { points: brandPoints }),
    call: 'Visit the shop',
    closing: 'Next message: what our customers choose most.',
    why: why(view),
  }),
  'welcome/best-sellers': (view) => ({
    subject: view.products.length > 0 ? 'What our customers choose most' : `Where to begin at ${view.shop.name}`,
    preview: 'To choose without getting lost.',
    title: view.products.length > 0 ? 'What our customers choose most' : 'Where to begin',
    opening: [
      view.products.length > 0
        ? 'When you discover a shop, the easiest way is often to look at what others have chosen in the last months.'
        : 'When you discover a shop, the easiest way is to begin with what you feel like: the categories and filters of our site take you there in two steps.',
    ],
    products: 'The most chosen at present',
    call: 'See the shop',
    why: why(view),
  }),
  'welcome/reviews': (view) => ({
    subject: 'What those who have it at home say',
    preview: 'Reviews are worth reading before you choose.',
    title: 'Those who have it at home tell it better than we do',
    opening: [
      'You can read our customers’ reviews on our site, on the page of each item. They tell what a picture does not show: the size, the material, how it ages.',
    ],
    reviews: 'They have it at home',
    products: 'The most chosen, with their reviews',
    call: 'Read the reviews',
    href: view.brand.pages.reviews,
    why: why(view),
  }),
  'welcome/gift': (view) => ({
    subject: view.offer ? 'For your first order' : 'A last word of welcome',
    preview: view.offer ? 'A little something, if you feel like it.' : 'After it we will write only from time to time.',
    title: view.offer ? 'A little something to begin with' : 'A last word of welcome',
    opening: [
      view.offer
        ? `If you like something, here is ${giftWords(view.offer.gives, 'en')} with your first order.`
        : 'Now you know us. If you like something, you know where to find us; if not, we will write only from time to time.',
    ],
    ...codeOf(view, 'en'),
    call: view.offer ? 'Use my code' : 'Return to the shop',
    closing: 'This is the last of our messages of welcome. Thank you for reading them.',
    why: why(view),
  }),
  'welcome/advice': (view) => ({
    subject: 'Can we help you choose?',
    preview: 'One question is often enough to decide.',
    title: 'Can we help you choose?',
    opening: [
      'You joined us a month ago. If an answer is missing to choose (a size, a delivery time, a way to pay), ask us: a person of our team will answer you.',
    ],
    call: view.brand.pages.help ? 'Ask my question' : 'Go to the site',
    href: view.brand.pages.help,
    why: why(view),
  }),
  'welcome/goodbye': (view) => ({
    subject: 'What people like at present',
    preview: 'And if nothing tempts you, tell us.',
    title: 'What people like at present',
    opening: [
      'This is what is chosen most in our shop these days. Nothing tempts you? The link at the bottom of this message lets you choose what you receive, or receive nothing more.',
    ],
    products: 'The most chosen at present',
    call: 'See the shop',
    why: why(view),
  }),
};
