import type { LettersOf } from '../letter/copy.ts';
import { servicePoints } from '../letter/services.ts';
import type { LetterView } from '../view.ts';
import { campaignOf, datesAhead, dayWords, hourWords, momentWords } from './dates.ts';

const why = ({ shop }: LetterView) => `You receive this message because you agreed to the e-mails of ${shop.name}.`;

/** A campaign in English. Every time is a date: whoever opens a letter late reads nothing that is wrong. */
export const seasonEn: LettersOf<'season'> = {
  'season/teaser': (view) => {
    const { label, opens, ends } = campaignOf(view);
    const zone = view.shop.timezone;
    return {
      subject: `${label}: see you on ${dayWords(opens, 'en', zone)}`,
      preview: `We open on ${momentWords(opens, 'en', zone)}.`,
      title: `${label}: the date is set`,
      opening: [
        `We open on ${momentWords(opens, 'en', zone)}: note it down. It ends on ${momentWords(ends, 'en', zone)}.`,
        'Until then nothing keeps you from looking around for what you like.',
      ],
      points: servicePoints(view, 'en'),
      call: 'Look around before',
      why: why(view),
    };
  },
  'season/countdown': (view) => {
    const { label, opens } = campaignOf(view);
    const zone = view.shop.timezone;
    return {
      subject: `${label}: we open on ${momentWords(opens, 'en', zone)}`,
      preview: 'Time to prepare your choice.',
      title: `We open on ${momentWords(opens, 'en', zone)}`,
      opening: ['It is easiest to prepare your choice before: sizes and quantities are not without end.'],
      products: 'In the spirit of what you bought',
      call: 'Prepare my choice',
      why: why(view),
    };
  },
  'season/early': (view) => {
    const { label, opens, moment } = campaignOf(view);
    const zone = view.shop.timezone;
    return {
      subject: `${label}: you come in before the others`,
      preview: `For you since ${momentWords(moment.from, 'en', zone)}, for all on ${momentWords(opens, 'en', zone)}.`,
      title: 'You come in before the others',
      opening: [
        `Because you are loyal to us, it has been open for you since ${momentWords(moment.from, 'en', zone)}. We open for everybody on ${momentWords(opens, 'en', zone)}.`,
      ],
      products: 'In the spirit of what you bought',
      call: 'Come in now',
      closing: 'This access is yours: sign in with the address to which we write.',
      why: why(view),
    };
  },
  'season/eve': (view) => {
    const { label, opens, ends } = campaignOf(view);
    const zone = view.shop.timezone;
    return {
      subject: `${label}: it is ${momentWords(opens, 'en', zone)}`,
      preview: 'The exact hour, and until when.',
      title: `It is ${momentWords(opens, 'en', zone)}`,
      opening: [
        `We open on ${momentWords(opens, 'en', zone)} and close on ${momentWords(ends, 'en', zone)}. Your cart, your address and your way of paying can be ready before.`,
      ],
      call: 'Get ready',
      why: why(view),
    };
  },
  'season/launch': (view) => {
    const campaign = campaignOf(view);
    const zone = view.shop.timezone;
    return {
      subject: `${campaign.label}: we are open`,
      preview: `Since ${momentWords(campaign.opens, 'en', zone)}.`,
      title: 'We are open',
      opening: [
        `${campaign.label}: we opened on ${momentWords(campaign.opens, 'en', zone)}. The prices are those that you see on the site.`,
      ],
      points: datesAhead(campaign, campaign.moment.from, 'en', zone),
      products: 'The most chosen',
      call: 'See the prices',
      why: why(view),
    };
  },
  'season/markdown': (view) => {
    const campaign = campaignOf(view);
    const { label, moment } = campaign;
    const zone = view.shop.timezone;
    const which = moment.name === 'third' ? 'Third markdown' : 'Second markdown';
    return {
      subject: `${label}: ${which.toLowerCase()}`,
      preview: `Since ${momentWords(moment.from, 'en', zone)}, while stocks last.`,
      title: which,
      opening: [
        `New prices since ${momentWords(moment.from, 'en', zone)} on what is left: some sizes and some models have gone already.`,
      ],
      points: datesAhead(campaign, moment.from, 'en', zone),
      products: 'The most chosen',
      call: 'See what is left',
      why: why(view),
    };
  },
  'season/last': (view) => {
    const { label, ends } = campaignOf(view);
    const zone = view.shop.timezone;
    return {
      subject: `${label}: ends on ${momentWords(ends, 'en', zone)}`,
      preview: 'Afterwards the prices are those of every day again.',
      title: `It ends on ${momentWords(ends, 'en', zone)}`,
      opening: [
        `The prices of this season end on ${momentWords(ends, 'en', zone)}. If something still waits for you, this is the moment; if not, we leave you in peace.`,
      ],
      products: 'The most chosen',
      call: 'Look around once more',
      why: why(view),
    };
  },
  'season/hour': (view) => {
    const { label, moment, says } = campaignOf(view);
    const zone = view.shop.timezone;
    return {
      subject: `${label}: until ${hourWords(moment.until, 'en', zone)}, ${dayWords(moment.until, 'en', zone)}`,
      preview: says ?? 'An offer of a few hours.',
      title: 'A few hours only',
      opening: [
        ...(says === undefined ? [] : [says]),
        `From ${momentWords(moment.from, 'en', zone)} until ${momentWords(moment.until, 'en', zone)}. Afterwards it does not hold any more, even if you read this message later.`,
      ],
      products: 'The most chosen',
      call: 'Make use of it',
      why: why(view),
    };
  },
};
