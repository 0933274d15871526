import { oneLine } from '../frame/clean.ts';
import type { LettersOf } from '../letter/copy.ts';
import { codeOf, giftWords } from '../letter/gift.ts';
import { dayWords } from '../season/dates.ts';
import type { LetterView } from '../view.ts';

const why = ({ shop }: LetterView) =>
  `Vous recevez ce rappel parce que vous avez commandé cet article chez ${shop.name} et accepté nos e-mails.`;

/** What they bought, by its name where the catalogue tells one. */
const named = ({ products: [product] }: LetterView) =>
  product ? `« ${oneLine(product.title, 60)} »` : 'votre article';
const stock = (view: LetterView) => (view.products[0] ? `Votre réserve de ${named(view)}` : 'Votre réserve');

/** Running out, in French: a service, said as one. */
export const replenishmentFr: LettersOf<'replenishment'> = {
  'replenishment/soon': (view) => ({
    subject: 'Il vous en reste bientôt peu',
    preview: `Pensez à renouveler ${named(view)}.`,
    title: 'Il vous en reste bientôt peu',
    opening: [
      `D’après votre dernière commande, ${named(view)} touche à sa fin dans une semaine environ. Si vous continuez, c’est le bon moment pour le renouveler.`,
    ],
    products: 'Votre article',
    call: 'Renouveler',
    href: view.products[0]?.url,
    closing: 'Il vous en reste encore ? Ce message ne demande rien : commandez quand vous voulez.',
    why: why(view),
  }),
  'replenishment/pack': (view) => ({
    subject: view.offer ? 'Renouveler, avec une attention' : 'Plus que quelques jours',
    preview: view.offer ? 'Pour votre fidélité.' : `Ce qu’il faut pour ne pas manquer de ${named(view)}.`,
    title: view.offer ? 'Pour votre fidélité' : 'Plus que quelques jours',
    opening: [
      view.offer
        ? `${stock(view)} s’épuise. Prenez-en trois d’un coup : voici ${giftWords(view.offer.gives, 'fr')} sur cette commande, pour vous remercier de votre fidélité.`
        : `${stock(view)} s’épuise. En prendre trois d’un coup évite d’y repenser trop vite.`,
    ],
    ...codeOf(view, 'fr'),
    products: 'Votre article',
    call: 'Renouveler',
    href: view.products[0]?.url,
    why: why(view),
  }),
  'replenishment/last': (view) => ({
    subject: 'Vous continuez ?',
    preview: `Un dernier rappel pour ${named(view)}.`,
    title: 'Vous continuez ?',
    opening: [`${stock(view)} devrait être finie. Si vous continuez, la voici.`],
    products: 'Votre article',
    call: 'Renouveler',
    href: view.products[0]?.url,
    closing: 'C’est notre dernier rappel pour cet article, jusqu’à votre prochaine commande.',
    why: why(view),
  }),
  'replenishment/planned': (view) => {
    const until = view.usedUpAt && dayWords(view.usedUpAt, 'fr', view.shop.timezone);
    return {
      subject: until ? `De quoi tenir jusqu’au ${until}` : 'Combien de temps cela dure',
      preview: 'Calculé d’après vos achats.',
      title: until ? `De quoi tenir jusqu’au ${until}` : 'Combien de temps cela dure',
      opening: [
        until
          ? `D’après ce que vous avez acheté et la durée habituelle, vous devriez en avoir jusqu’au ${until}. Nous vous écrirons quelques jours avant ; rien à faire d’ici là.`
          : 'D’après la durée habituelle de ce que vous avez acheté, nous vous écrirons quelques jours avant qu’il n’en reste plus ; rien à faire d’ici là.',
      ],
      products: 'Ce que vous avez pris',
      call: 'Revoir l’article',
      href: view.products[0]?.url,
      closing: 'Vous l’utilisez plus vite, ou moins ? Commandez quand il vous faut : nous recompterons à partir de là.',
      why: why(view),
    };
  },
};
