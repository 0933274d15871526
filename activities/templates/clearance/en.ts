import type { LettersOf } from '../letter/copy.ts';
import { campaignOf, momentWords } from '../season/dates.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `You receive this message because you ordered at ${shop.name} and agreed to our e-mails.`;

/** What is left of a season, in English: first for good customers who stayed away. */
export const clearanceEn: LettersOf<'clearance'> = {
  'clearance/private': (view) => {
    const { label, opens, moment } = campaignOf(view);
    const zone = view.shop.timezone;
    return {
      subject: `${label}: for you first`,
      preview: `Open for you since ${momentWords(moment.from, 'en', zone)}.`,
      title: 'For you first',
      opening: [
        `We have not seen you for a while. What is left of the season has been open for you since ${momentWords(moment.from, 'en', zone)}; for everybody it will be on ${momentWords(opens, 'en', zone)}.`,
      ],
      products: 'In the spirit of what you bought',
      call: 'Choose before the others',
      why: why(view),
    };
  },
  'clearance/open': (view) => {
    const { label, opens, ends } = campaignOf(view);
    const zone = view.shop.timezone;
    return {
      subject: `${label}: what is left of the season`,
      preview: `Until ${momentWords(ends, 'en', zone)}, while stocks last.`,
      title: 'What is left of the season',
      opening: [
        `It has been open since ${momentWords(opens, 'en', zone)}, and is until ${momentWords(ends, 'en', zone)}. There will be no others: these are the last pieces.`,
      ],
      products: 'In the spirit of what you bought',
      call: 'See what is left',
      why: why(view),
    };
  },
  'clearance/last': (view) => {
    const { label, ends } = campaignOf(view);
    const zone = view.shop.timezone;
    return {
      subject: `${label}: ends on ${momentWords(ends, 'en', zone)}`,
      preview: 'Afterwards the season is put away.',
      title: `It ends on ${momentWords(ends, 'en', zone)}`,
      opening: [
        `The last pieces of the season go until ${momentWords(ends, 'en', zone)}. This is our last message about it.`,
      ],
      products: 'In the spirit of what you bought',
      call: 'Look around once more',
      why: why(view),
    };
  },
};
