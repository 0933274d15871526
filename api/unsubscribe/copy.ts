import type { Locale } from '../../domain/templates.ts';

/** The words of the unsubscribe pages. `shop` is empty when the link is not known. */
export interface UnsubscribeCopy {
  readonly ask: { readonly title: string; readonly text: (shop: string) => string; readonly button: string };
  readonly done: { readonly title: string; readonly text: (shop: string) => string };
  readonly again: { readonly title: string; readonly text: string };
}

export const unsubscribeCopy: Readonly<Record<Locale, UnsubscribeCopy>> = {
  fr: {
    ask: {
      title: 'Ne plus recevoir nos messages ?',
      text: (shop) => `Un clic suffit : vous ne recevrez plus de messages commerciaux${shop && ` de ${shop}`}.`,
      button: 'Me désinscrire',
    },
    done: {
      title: 'C’est fait',
      text: (shop) =>
        `Vous ne recevrez plus de messages commerciaux${shop && ` de ${shop}`}. Les messages liés à vos commandes (confirmation, livraison) continuent de vous parvenir.`,
    },
    again: {
      title: 'Un instant, s’il vous plaît',
      text: 'Votre désinscription n’a pas pu être enregistrée. Merci de réessayer dans quelques minutes.',
    },
  },
  en: {
    ask: {
      title: 'Stop receiving our messages?',
      text: (shop) => `One click is enough: you will receive no more marketing messages${shop && ` from ${shop}`}.`,
      button: 'Unsubscribe',
    },
    done: {
      title: 'Done',
      text: (shop) =>
        `You will receive no more marketing messages${shop && ` from ${shop}`}. Messages about your orders (confirmation, delivery) still reach you.`,
    },
    again: {
      title: 'One moment, please',
      text: 'Your request could not be recorded. Please try again in a few minutes.',
    },
  },
};
