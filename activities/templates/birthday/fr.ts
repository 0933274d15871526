import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `Vous recevez ce message parce que vous avez indiqué le jour de votre anniversaire à ${shop.name} et accepté nos e-mails.`;

/** Birthday wishes in French: an advantage rather than a promotion (R56). */
export const birthdayFr: LettersOf<'birthday'> = {
  'birthday/wishes': (view) => ({
    subject: view.offer ? 'Joyeux anniversaire : un cadeau vous attend' : 'Joyeux anniversaire',
    preview: 'De la part de toute la maison.',
    title: 'Joyeux anniversaire',
    opening: [
      view.offer
        ? `Toute la maison vous souhaite une belle journée. Pour la fêter : ${giftWords(view.offer.gives, 'fr')}.`
        : 'Toute la maison vous souhaite une belle journée.',
    ],
    ...codeOf(view, 'fr'),
    products: 'Choisi pour vous',
    call: view.offer ? 'Profiter de mon cadeau' : 'Passer nous voir',
    why: why(view),
  }),
  'birthday/last-days': (view) => ({
    subject: 'Votre cadeau d’anniversaire vous attend encore',
    preview: 'Il ne serait pas juste qu’il se perde.',
    title: 'Votre cadeau vous attend encore',
    opening: [
      view.offer
        ? `Nous vous avions offert ${giftWords(view.offer.gives, 'fr')} pour votre anniversaire. Le code sert toujours.`
        : 'Votre cadeau d’anniversaire vous attend encore.',
    ],
    ...codeOf(view, 'fr'),
    call: 'Profiter de mon cadeau',
    closing: 'C’est notre dernier message à ce sujet, jusqu’à l’an prochain.',
    why: why(view),
  }),
};
