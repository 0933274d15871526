import type { CartView } from '../../view.ts';
import type { ReminderCopy } from './reminder.ts';

/** `cart/reminder` in English; who had begun to order reads something else than who filled a cart (R19). */
export const reminderEn = ({ shop, cart }: CartView): ReminderCopy =>
  cart.stage === 'checkout'
    ? {
        subject: `Your ${shop.name} order is not finished`,
        preview: 'Only the last step is missing; your items are still in your cart.',
        title: 'Only the last step is missing',
        opening:
          'You had started your order, but it was not confirmed. Your items are still in your cart: you can pick up where you stopped.',
        call: 'Finish my order',
        closing:
          'Did something hold you back, a question, a delivery time, a way to pay? Write to us from our site and we will look for a solution with you.',
        why: `You receive this message because you started an order at ${shop.name} and agreed to our e-mails.`,
      }
    : {
        subject: `Your cart at ${shop.name}`,
        preview: 'We kept it just as you left it.',
        title: 'Your cart is still here',
        opening: 'We kept your cart just as you left it. If you still like it, you will find it here.',
        call: 'Return to my cart',
        closing: 'A question about an item? Write to us from our site, we will be glad to answer.',
        why: `You receive this message because you left a cart at ${shop.name} and agreed to our e-mails.`,
      };
