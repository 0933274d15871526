import type { Locale } from '../../domain/templates.ts';

/** The words of the unsubscribe pages. They name no shop: a link that is not known could name none. */
export interface UnsubscribeCopy {
  readonly ask: { readonly title: string; readonly text: string; readonly button: string };
  readonly done: { readonly title: string; readonly text: string };
  readonly again: { readonly title: string; readonly text: string };
  /** The link to the preference centre. */
  readonly choose: string;
}

export const unsubscribeCopy: Readonly<Record<Locale, UnsubscribeCopy>> = {
  fr: {
    ask: {
      title: 'Ne plus recevoir nos messages ?',
      text: 'Un clic suffit : vous ne recevrez plus de messages commerciaux de la boutique qui vous a écrit.',
      button: 'Me désinscrire',
    },
    done: {
      title: 'C’est fait',
      text: 'Vous ne recevrez plus de messages commerciaux de cette boutique. Les messages liés à vos commandes (confirmation, livraison) continuent de vous parvenir.',
    },
    again: {
      title: 'Un instant, s’il vous plaît',
      text: 'Votre désinscription n’a pas pu être enregistrée. Merci de réessayer dans quelques minutes.',
    },
    choose: 'Choisir ce que je reçois',
  },
  en: {
    ask: {
      title: 'Stop receiving our messages?',
      text: 'One click is enough: you will receive no more marketing messages from the shop that wrote to you.',
      button: 'Unsubscribe',
    },
    done: {
      title: 'Done',
      text: 'You will receive no more marketing messages from this shop. Messages about your orders (confirmation, delivery) still reach you.',
    },
    again: {
      title: 'One moment, please',
      text: 'Your request could not be recorded. Please try again in a few minutes.',
    },
    choose: 'Choose what I receive',
  },
};
