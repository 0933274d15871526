import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';

/** Those who recommend the shop, in English. */
export const referralEn: LettersOf<'referral'> = {
  'referral/invite': (view) => ({
    subject: 'Would you tell somebody about it?',
    preview: 'Your word counts for more than our advertising.',
    title: 'Happy with it? Tell somebody',
    opening: [
      'Thank you for telling us. If somebody near you looks for the same, invite them: your word is worth more than all of our advertisements.',
      ...(view.offer ? [`For you, from now on: ${giftWords(view.offer.gives, 'en')}.`] : []),
    ],
    ...codeOf(view, 'en'),
    call: 'Invite somebody',
    href: view.brand.pages.referral,
    why: `You receive this message because you gave ${view.shop.name} a good review and agreed to our e-mails.`,
  }),
  'referral/thanks': (view) => ({
    subject: view.offer ? 'Thank you: your reward is here' : 'Thank you: somebody came because of you',
    preview: 'Somebody came because of you.',
    title: 'Somebody came because of you',
    opening: [
      view.offer
        ? `A person whom you had invited has ordered. To thank you: ${giftWords(view.offer.gives, 'en')}.`
        : 'A person whom you had invited has ordered. Thank you for your trust.',
    ],
    ...codeOf(view, 'en'),
    call: 'Invite somebody else',
    href: view.brand.pages.referral,
    why: `You receive this message because you invited somebody to ${view.shop.name} and agreed to our e-mails.`,
  }),
  'referral/season': (view) => ({
    subject: 'Referral: now is the time to speak of it',
    preview: 'A great season begins, and people look for ideas.',
    title: 'People near you look for ideas',
    opening: [
      'An important season begins. You have brought somebody here before: there is no better time to do it again.',
      ...(view.offer ? [`Your reward of the season: ${giftWords(view.offer.gives, 'en')}.`] : []),
    ],
    ...codeOf(view, 'en'),
    call: 'Invite somebody',
    href: view.brand.pages.referral,
    why: `You receive this message because you invited somebody to ${view.shop.name} and agreed to our e-mails.`,
  }),
};
