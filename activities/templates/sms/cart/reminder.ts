import type { Locale } from '../../../../domain/templates.ts';
import type { CartView } from '../../view.ts';
import type { SmsWords } from '../compose.ts';

/** `cart/reminder` by text message, for carts that are worth it (R22); it follows how far the customer went (R19). */
export const reminderSms: Readonly<Record<Locale, (view: CartView) => SmsWords>> = {
  fr: ({ cart, shop }) => ({
    says:
      cart.stage === 'checkout'
        ? 'il ne manque que la dernière étape de votre commande. La terminer :'
        : 'votre panier est toujours là. Le retrouver :',
    links: [cart.url, shop.url],
  }),
  en: ({ cart, shop }) => ({
    says:
      cart.stage === 'checkout'
        ? 'only the last step of your order is missing. Finish it:'
        : 'your cart is still here. Find it again:',
    links: [cart.url, shop.url],
  }),
};
