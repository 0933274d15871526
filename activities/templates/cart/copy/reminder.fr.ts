import type { CartView } from '../../view.ts';
import type { ReminderCopy } from './reminder.ts';
import { soldOutCopy } from './sold-out.ts';

/** `cart/reminder` in French; who had begun to order reads something else than who filled a cart (R19). */
export const reminderFr = (view: CartView): ReminderCopy => ({ ...wordsOf(view), ...soldOutCopy(view, 'fr') });

const wordsOf = ({ shop, cart }: CartView): ReminderCopy =>
  cart.stage === 'checkout'
    ? {
        subject: `Votre commande chez ${shop.name} n’est pas terminée`,
        preview: 'Il ne manque que la dernière étape ; votre panier est toujours là.',
        title: 'Il ne manque que la dernière étape',
        opening: cart.changed
          ? 'Vous aviez commencé votre commande, mais elle n’a pas été validée. Ce qui est encore disponible est dans votre panier, au prix du jour : vous pouvez reprendre au même endroit.'
          : 'Vous aviez commencé votre commande, mais elle n’a pas été validée. Vos articles sont toujours dans votre panier : vous pouvez reprendre au même endroit.',
        call: 'Terminer ma commande',
        closing:
          'Quelque chose vous a retenu, une question, un délai, un moyen de paiement ? Écrivez-nous depuis notre site : nous chercherons une solution avec vous.',
        why: `Vous recevez ce message parce que vous avez commencé une commande chez ${shop.name} et accepté nos e-mails.`,
      }
    : {
        subject: `Votre panier chez ${shop.name}`,
        preview: cart.changed
          ? 'Il est toujours là ; voici ce qui a changé.'
          : 'Nous l’avons gardé tel que vous l’aviez laissé.',
        title: 'Votre panier est toujours là',
        opening: cart.changed
          ? 'Votre panier est toujours là, avec ce qui est encore disponible et au prix du jour. S’il vous fait toujours envie, vous le retrouverez ici.'
          : 'Nous avons gardé votre panier tel que vous l’aviez laissé. S’il vous fait toujours envie, vous le retrouverez ici.',
        call: 'Retrouver mon panier',
        closing: 'Une question sur un article ? Écrivez-nous depuis notre site, nous vous répondrons avec plaisir.',
        why: `Vous recevez ce message parce que vous avez laissé un panier chez ${shop.name} et accepté nos e-mails.`,
      };
