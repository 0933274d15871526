import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';

/** Those who recommend the shop, in French. */
export const referralFr: LettersOf<'referral'> = {
  'referral/invite': (view) => ({
    subject: 'Et si vous en parliez autour de vous ?',
    preview: 'Votre avis compte plus que notre publicité.',
    title: 'Vous êtes content(e) ? Parlez-en',
    opening: [
      'Merci de nous l’avoir dit. Si quelqu’un autour de vous cherche la même chose, invitez-le : votre avis vaut mieux que toutes nos annonces.',
      ...(view.offer ? [`Pour vous, dès maintenant : ${giftWords(view.offer.gives, 'fr')}.`] : []),
    ],
    ...codeOf(view, 'fr'),
    call: 'Inviter quelqu’un',
    href: view.brand.pages.referral,
    why: `Vous recevez ce message parce que vous avez donné un bon avis à ${view.shop.name} et accepté nos e-mails.`,
  }),
  'referral/thanks': (view) => ({
    subject: view.offer ? 'Merci : votre récompense est là' : 'Merci : quelqu’un est venu grâce à vous',
    preview: 'Quelqu’un est venu grâce à vous.',
    title: 'Quelqu’un est venu grâce à vous',
    opening: [
      view.offer
        ? `Une personne que vous aviez invitée a commandé. Pour vous remercier : ${giftWords(view.offer.gives, 'fr')}.`
        : 'Une personne que vous aviez invitée a commandé. Merci de votre confiance.',
    ],
    ...codeOf(view, 'fr'),
    call: 'Inviter encore quelqu’un',
    href: view.brand.pages.referral,
    why: `Vous recevez ce message parce que vous avez parrainé quelqu’un chez ${view.shop.name} et accepté nos e-mails.`,
  }),
  'referral/season': (view) => ({
    subject: 'Parrainage : c’est le moment d’en parler',
    preview: 'Une grande saison commence, et vos proches cherchent.',
    title: 'Vos proches cherchent des idées',
    opening: [
      'Une saison importante commence. Vous avez déjà fait venir quelqu’un : c’est le meilleur moment pour recommencer.',
      ...(view.offer ? [`Votre récompense de la saison : ${giftWords(view.offer.gives, 'fr')}.`] : []),
    ],
    ...codeOf(view, 'fr'),
    call: 'Inviter quelqu’un',
    href: view.brand.pages.referral,
    why: `Vous recevez ce message parce que vous avez parrainé quelqu’un chez ${view.shop.name} et accepté nos e-mails.`,
  }),
};
