import type { Locale } from '../../domain/templates.ts';

interface Words {
  readonly title: string;
  readonly text: string;
}

/** The words of the page that confirms a sign-up. They name no shop: a link that is not known could name none. */
export interface ConfirmCopy {
  readonly ask: Words & { readonly button: string };
  readonly done: Words;
  readonly over: Words;
  readonly again: Words;
}

export const confirmCopy: Readonly<Record<Locale, ConfirmCopy>> = {
  fr: {
    ask: {
      title: 'Confirmer votre inscription ?',
      text: 'Un clic suffit : vous recevrez les messages de la boutique où vous vous êtes inscrit.',
      button: 'Confirmer mon inscription',
    },
    done: {
      title: 'C’est confirmé',
      text: 'Merci. Chaque message que vous recevrez porte un lien pour se désinscrire.',
    },
    over: {
      title: 'Ce lien ne fonctionne plus',
      text: 'Il n’est valable qu’un temps. Inscrivez-vous de nouveau sur le site de la boutique pour en recevoir un autre.',
    },
    again: {
      title: 'Un instant, s’il vous plaît',
      text: 'Votre confirmation n’a pas pu être enregistrée. Merci de réessayer dans quelques minutes.',
    },
  },
  en: {
    ask: {
      title: 'Confirm your subscription?',
      text: 'One click is enough: you will receive the messages of the shop where you subscribed.',
      button: 'Confirm my subscription',
    },
    done: {
      title: 'Confirmed',
      text: 'Thank you. Each message that you receive has a link to unsubscribe.',
    },
    over: {
      title: 'This link does not work any more',
      text: 'It is good for a time only. Subscribe again on the shop’s site to receive another one.',
    },
    again: {
      title: 'One moment, please',
      text: 'Your confirmation could not be recorded. Please try again in a few minutes.',
    },
  },
};
