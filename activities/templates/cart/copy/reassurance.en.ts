import type { CartView } from '../../view.ts';
import type { ReassuranceCopy } from './reassurance.ts';
import { soldOutCopy } from './sold-out.ts';

/** `cart/reassurance` in English. It promises only what the law or the cart page already say. */
export const reassuranceEn = (view: CartView): ReassuranceCopy => ({
  subject: 'Delivery, returns, reviews: the essentials before you decide',
  preview: `What is good to know before you order at ${view.shop.name}.`,
  title: 'Take your time to decide',
  opening: 'Your cart is still here. Before you choose, here are answers to the questions we hear most.',
  points: view.answers ?? [
    { term: 'Delivery', text: 'Delivery options and their exact price are shown in your cart, before you pay.' },
    {
      term: 'Lead times',
      text: 'The expected delivery date is shown before you confirm, and again in your order confirmation.',
    },
    {
      term: 'Returns',
      text: 'Changed your mind? You have 14 days after delivery to tell us (except where the law says otherwise, as for personalised or perishable goods).',
    },
    { term: 'Reviews', text: 'You can read what our customers say on our site, on the page of each item.' },
  ],
  call: 'See my cart again',
  closing: 'Still a question? Write to us from our site, we will be glad to answer.',
  why: `You receive this message because you left a cart at ${view.shop.name} and agreed to our e-mails.`,
  ...soldOutCopy(view, 'en'),
});
