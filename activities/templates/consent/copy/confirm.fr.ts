import type { ConfirmView } from '../../view.ts';
import { formatInstant } from '../../cart/format.ts';
import type { ConfirmCopy } from './confirm.ts';

/** `consent/confirm` in French. */
export const confirmFr = ({ shop, confirmation }: ConfirmView): ConfirmCopy => ({
  subject: `Confirmez votre inscription chez ${shop.name}`,
  preview: 'Un clic, et c’est fait.',
  title: 'Confirmez votre inscription',
  opening: `Cette adresse vient d’être donnée pour recevoir les e-mails de ${shop.name}. Si c’était vous, confirmez-le ici :`,
  call: 'Confirmer mon inscription',
  closing: `Le lien fonctionne jusqu’au ${formatInstant(confirmation.validUntil, 'fr', shop.timezone)}. Si ce n’était pas vous, ne faites rien : vous ne recevrez pas nos messages.`,
  why: `Vous recevez ce message unique parce que quelqu’un a inscrit cette adresse chez ${shop.name}.`,
});
