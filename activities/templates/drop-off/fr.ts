import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `Vous recevez ce message parce que vous avez visité ${shop.name} et accepté nos e-mails.`;

/** To who fell silent while an event is on, in French: something else than before, then the last days. */
export const dropOffFr: LettersOf<'drop-off'> = {
  'drop-off/another': (view) => ({
    subject: 'Autre chose, peut-être ?',
    preview: view.offer ? 'Un nouveau choix, et une attention pour vous.' : 'Un nouveau choix, d’après vos visites.',
    title: 'Autre chose, peut-être ?',
    opening: [
      'Vous avez regardé, et ce n’était peut-être pas tout à fait cela. Voici un autre choix, dans le même esprit.',
      ...(view.offer
        ? [`Et une attention pour vous, si le cœur vous en dit : ${giftWords(view.offer.gives, 'fr')}.`]
        : []),
    ],
    ...codeOf(view, 'fr'),
    products: 'Un autre choix',
    call: 'Voir la sélection',
    why: why(view),
  }),
  'drop-off/last-days': (view) => ({
    subject: `${view.shop.name} : les derniers jours`,
    preview: 'Ensuite, ce sera fini.',
    title: 'Ce sont les derniers jours',
    opening: [
      'L’événement touche à sa fin. Si quelque chose que vous aviez vu vous plaît toujours, c’est le moment ; sinon, nous en restons là.',
    ],
    products: 'Ce que vous aviez regardé',
    call: 'Revoir',
    why: why(view),
  }),
};
