import { formatNumber } from '../cart/format.ts';
import { oneLine } from '../frame/clean.ts';
import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `Vous recevez ce message parce que vous êtes membre du programme de fidélité de ${shop.name} et avez accepté nos e-mails.`;

const points = (count: number) => `${formatNumber(count, 'fr')} ${count > 1 ? 'points' : 'point'}`;

/** The balance; a letter that is about it is not sent without one. */
const balance = ({ account }: LetterView) => (account && account.points > 0 ? points(account.points) : 'des points');

const level = ({ account }: LetterView) =>
  account?.tier ? [`Votre niveau : ${oneLine(account.tier, 40)}, avec tout ce qu’il vous ouvre.`] : [];

/** Members of the loyalty programme, in French. */
export const loyaltyFr: LettersOf<'loyalty'> = {
  'loyalty/bonus': (view) => ({
    subject: view.offer ? 'Un bonus pour votre fidélité' : 'Vos avantages de membre',
    preview: 'Parce que vous vous servez de vos points.',
    title: view.offer ? 'Un bonus pour votre fidélité' : 'Vos avantages de membre',
    opening: [
      view.offer
        ? `Vous faites vivre votre programme. Pour vous en remercier : ${giftWords(view.offer.gives, 'fr')}.`
        : 'Vous faites vivre votre programme : voici ce qu’il vous ouvre.',
      ...level(view),
    ],
    ...codeOf(view, 'fr'),
    call: 'Voir mes avantages',
    href: view.brand.pages.loyalty,
    why: why(view),
  }),
  'loyalty/use-points': (view) => ({
    subject: `Vous avez ${balance(view)} à utiliser`,
    preview: 'Ils ne demandent qu’à servir.',
    title: `Vous avez ${balance(view)}`,
    opening: [
      `Vous avez ${balance(view)}, qui dorment depuis un moment. Ils se déduisent de votre prochaine commande : il suffit de vous connecter au moment de payer.`,
      ...level(view),
    ],
    products: 'De quoi les utiliser',
    call: 'Utiliser mes points',
    href: view.brand.pages.loyalty ?? view.brand.pages.account,
    why: why(view),
  }),
  'loyalty/points-wait': (view) => ({
    subject: 'Vos points vous attendent toujours',
    preview: 'Un dernier rappel, puis nous n’en parlons plus.',
    title: 'Vos points vous attendent toujours',
    opening: [`Il vous reste ${balance(view)}. Une petite commande suffit pour commencer à les utiliser.`],
    products: 'De quoi les utiliser',
    call: 'Utiliser mes points',
    href: view.brand.pages.loyalty ?? view.brand.pages.account,
    closing: 'C’est notre dernier message à ce sujet.',
    why: why(view),
  }),
};
