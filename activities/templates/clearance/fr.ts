import type { LettersOf } from '../letter/copy.ts';
import { campaignOf, momentWords } from '../season/dates.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `Vous recevez ce message parce que vous avez commandé chez ${shop.name} et accepté nos e-mails.`;

/** What is left of a season, in French: first for good customers who stayed away. */
export const clearanceFr: LettersOf<'clearance'> = {
  'clearance/private': (view) => {
    const { label, opens, moment } = campaignOf(view);
    const zone = view.shop.timezone;
    return {
      subject: `${label} : pour vous d’abord`,
      preview: `Ouvert pour vous depuis ${momentWords(moment.from, 'fr', zone)}.`,
      title: 'Pour vous d’abord',
      opening: [
        `Cela fait un moment que nous ne vous avons pas vu(e). Ce qui reste de la saison est ouvert pour vous depuis ${momentWords(moment.from, 'fr', zone)} ; pour tous, ce sera ${momentWords(opens, 'fr', zone)}.`,
      ],
      products: 'Dans l’esprit de vos achats',
      call: 'Choisir avant les autres',
      why: why(view),
    };
  },
  'clearance/open': (view) => {
    const { label, opens, ends } = campaignOf(view);
    const zone = view.shop.timezone;
    return {
      subject: `${label} : ce qui reste de la saison`,
      preview: `Jusqu’à ${momentWords(ends, 'fr', zone)}, dans la limite des stocks.`,
      title: 'Ce qui reste de la saison',
      opening: [
        `C’est ouvert depuis ${momentWords(opens, 'fr', zone)}, et jusqu’à ${momentWords(ends, 'fr', zone)}. Il n’y en aura pas d’autres : ce sont les dernières pièces.`,
      ],
      products: 'Dans l’esprit de vos achats',
      call: 'Voir ce qui reste',
      why: why(view),
    };
  },
  'clearance/last': (view) => {
    const { label, ends } = campaignOf(view);
    const zone = view.shop.timezone;
    return {
      subject: `${label} : fin ${momentWords(ends, 'fr', zone)}`,
      preview: 'Après, la saison est rangée.',
      title: `Fin ${momentWords(ends, 'fr', zone)}`,
      opening: [
        `Les dernières pièces de la saison partent jusqu’à ${momentWords(ends, 'fr', zone)}. C’est notre dernier message à ce sujet.`,
      ],
      products: 'Dans l’esprit de vos achats',
      call: 'Faire un dernier tour',
      why: why(view),
    };
  },
};
