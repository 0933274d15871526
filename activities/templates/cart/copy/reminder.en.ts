import type { CartView } from '../../view.ts';
import type { ReminderCopy } from './reminder.ts';
import { soldOutCopy } from './sold-out.ts';

/** `cart/reminder` in English; who had begun to order reads something else than who filled a cart (R19). */
export const reminderEn = (view: CartView): ReminderCopy => ({ ...wordsOf(view), ...soldOutCopy(view, 'en') });

const wordsOf = ({ shop, cart }: CartView): ReminderCopy =>
  cart.stage === 'checkout'
    ? {
        subject: `Your ${shop.name} order is not finished`,
        preview: 'Only the last step is missing; your cart is still here.',
        title: 'Only the last step is missing',
        opening: cart.changed
          ? 'You had started your order, but it was not confirmed. What is still available is in your cart, at today’s prices: you can pick up where you stopped.'
          : 'You had started your order, but it was not confirmed. Your items are still in your cart: you can pick up where you stopped.',
        call: 'Finish my order',
        closing:
          'Did something hold you back, a question, a delivery time, a way to pay? Write to us from our site and we will look for a solution with you.',
        why: `You receive this message because you started an order at ${shop.name} and agreed to our e-mails.`,
      }
    : {
        subject: `Your cart at ${shop.name}`,
        preview: cart.changed ? 'It is still here; see what has changed since.' : 'We kept it just as you left it.',
        title: 'Your cart is still here',
        opening: cart.changed
          ? 'Your cart is still here, with what is still available and at today’s prices. If you still like it, you will find it here.'
          : 'We kept your cart just as you left it. If you still like it, you will find it here.',
        call: 'Return to my cart',
        closing: 'A question about an item? Write to us from our site, we will be glad to answer.',
        why: `You receive this message because you left a cart at ${shop.name} and agreed to our e-mails.`,
      };
