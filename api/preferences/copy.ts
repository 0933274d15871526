import type { Channel } from '../../domain/journey.ts';
import type { Locale } from '../../domain/templates.ts';

/** What has just been done, said at the head of the page. */
export type Done = 'choose' | 'leave' | 'pause' | 'resume';

/** The words of the preference centre. */
export interface PreferencesCopy {
  readonly title: string;
  /** What a ticked box agrees to, with the channel's title and the box's own words; they are kept as the proof. */
  readonly intro: (shop: string) => string;
  readonly channels: Readonly<Record<Channel, string>>;
  /** The box of a store without lists. */
  readonly everything: string;
  readonly orders: string;
  readonly stopped: string;
  readonly blocked: string;
  readonly save: string;
  readonly pause: { readonly title: string; readonly text: string; readonly button: string };
  readonly paused: { readonly title: string; readonly text: (date: string) => string; readonly button: string };
  readonly leave: { readonly title: string; readonly text: string; readonly button: string };
  readonly done: Readonly<Record<Done, string>>;
}

/** Of the words that customers agree to here: a new one whenever `intro`, `channels` or `everything` say something else. */
export const wordingVersion = 'preferences-1';

export const preferencesCopy: Readonly<Record<Locale, PreferencesCopy>> = {
  fr: {
    title: 'Vos préférences',
    intro: (shop) => `Choisissez ce que ${shop} peut vous envoyer.`,
    channels: { email: 'Par e-mail', sms: 'Par SMS', whatsapp: 'Par WhatsApp' },
    everything: 'Les offres et les nouveautés',
    orders: 'Les messages liés à vos commandes (confirmation, livraison) vous parviennent dans tous les cas.',
    stopped:
      'Vous avez répondu STOP à nos messages. Pour en recevoir de nouveau, répondez START au numéro qui vous a écrit.',
    blocked: 'Nous n’écrivons plus à cette adresse. Contactez la boutique pour changer cela.',
    save: 'Enregistrer mes choix',
    pause: {
      title: 'Besoin d’une pause ?',
      text: 'Aucun message commercial pendant 30 jours. Vos choix restent les mêmes.',
      button: 'Faire une pause de 30 jours',
    },
    paused: {
      title: 'Vous êtes en pause',
      text: (date) => `Aucun message commercial avant le ${date}.`,
      button: 'Reprendre maintenant',
    },
    leave: {
      title: 'Tout arrêter',
      text: 'Plus aucun message commercial, ni par e-mail ni sur votre téléphone.',
      button: 'Tout arrêter',
    },
    done: {
      choose: 'Vos choix sont enregistrés.',
      leave: 'C’est fait : vous ne recevrez plus de messages commerciaux.',
      pause: 'C’est fait : votre pause commence maintenant.',
      resume: 'C’est fait : la pause est terminée.',
    },
  },
  en: {
    title: 'Your preferences',
    intro: (shop) => `Choose what ${shop} may send you.`,
    channels: { email: 'By e-mail', sms: 'By text message', whatsapp: 'By WhatsApp' },
    everything: 'Offers and news',
    orders: 'Messages about your orders (confirmation, delivery) reach you in any case.',
    stopped: 'You answered STOP to our messages. To receive them again, reply START to the number that wrote to you.',
    blocked: 'We no longer write to this address. Contact the shop to change that.',
    save: 'Save my choices',
    pause: {
      title: 'Need a break?',
      text: 'No marketing message for 30 days. Your choices stay the same.',
      button: 'Pause for 30 days',
    },
    paused: {
      title: 'You are taking a break',
      text: (date) => `No marketing message before ${date}.`,
      button: 'Resume now',
    },
    leave: {
      title: 'Leave everything',
      text: 'No marketing message any more, by e-mail or on your phone.',
      button: 'Leave everything',
    },
    done: {
      choose: 'Your choices are saved.',
      leave: 'Done: you will receive no more marketing messages.',
      pause: 'Done: your break begins now.',
      resume: 'Done: the break is over.',
    },
  },
};
