import type { BrandPage } from '../../../domain/policy/brand.ts';
import type { Locale } from '../../../domain/templates.ts';
import type { Point } from '../frame/parts.tsx';
import type { LetterView } from '../view.ts';

/** What makes buying easy, the first that the shop has being where a message about them leads (R91, R141). */
const services = ['wishList', 'preOrders', 'pickup'] as const satisfies readonly BrandPage[];

type Service = (typeof services)[number];

const words: Readonly<Record<Locale, Readonly<Record<Service, Point>>>> = {
  fr: {
    wishList: { term: 'La liste de souhaits', text: 'Gardez ce qui vous plaît, et retrouvez-le au bon moment.' },
    preOrders: { term: 'La précommande', text: 'Commandez ce qui n’est pas encore arrivé, avant tout le monde.' },
    pickup: { term: 'Le retrait en magasin', text: 'Commandez en ligne, et venez le chercher en magasin.' },
  },
  en: {
    wishList: { term: 'Wish list', text: 'Keep what you like, and find it again at the right moment.' },
    preOrders: { term: 'Pre-order', text: 'Order what has not come in yet, before everybody else.' },
    pickup: { term: 'Pick up in the shop', text: 'Order online, and fetch it in a shop.' },
  },
};

const had = ({ brand }: LetterView): readonly Service[] => services.filter((one) => brand.pages[one] !== undefined);

/** The services that the shop has a page of; nothing where it has none. */
export const servicePoints = (view: LetterView, locale: Locale): readonly Point[] =>
  had(view).map((one) => words[locale][one]);

/** Their names alone, for a text message. */
export const serviceNames = (view: LetterView, locale: Locale): readonly string[] =>
  had(view).map((one) => words[locale][one].term.toLocaleLowerCase(locale));

/** The page of the first of them. */
export const servicePage = (view: LetterView): string | undefined => {
  const [first] = had(view);
  return first && view.brand.pages[first];
};
