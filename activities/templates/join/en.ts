import type { LettersOf } from '../letter/copy.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) => `You receive this message because you ordered at ${shop.name}.`;

/** Invitations after a purchase, in English. */
export const joinEn: LettersOf<'join'> = {
  'join/loyalty': (view) => ({
    subject: `Your purchases can count at ${view.shop.name}`,
    preview: 'Our loyalty programme in a minute.',
    title: 'Your purchases can count',
    opening: [
      'We have a loyalty programme: joining takes a minute, and your next purchases count in it. The page of the programme says exactly what it gives, and from when on.',
    ],
    call: 'See the programme',
    href: view.brand.pages.loyalty,
    why: why(view),
  }),
  'join/newsletter': (view) => ({
    subject: `News from ${view.shop.name}, if you like`,
    preview: 'You choose, and you can change your mind.',
    title: 'Let us stay in touch, if you like',
    opening: [
      'We write a newsletter: advice, news, and sometimes what we prepare before everybody hears of it. It goes only to those who ask for it.',
    ],
    call: view.preferencesUrl ? 'Choose what I receive' : 'Sign up on the site',
    href: view.preferencesUrl,
    why: why(view),
  }),
};
