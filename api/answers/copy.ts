import type { Question } from '../../domain/profiling/questions.ts';
import type { Locale } from '../../domain/templates.ts';

/** The words of the page that asks. `channel` is asked by the preference centre. */
export interface AnswersCopy {
  readonly title: string;
  readonly asks: Readonly<Record<Exclude<Question, 'channel'>, string>>;
  readonly day: string;
  readonly month: string;
  readonly send: string;
  readonly thanks: { readonly title: string; readonly text: string };
  readonly nothing: { readonly title: string; readonly text: string };
  readonly wrong: string;
  readonly again: { readonly title: string; readonly text: string };
  readonly preferences: string;
}

export const answersCopy: Readonly<Record<Locale, AnswersCopy>> = {
  fr: {
    title: 'Une question, et une seule',
    asks: {
      interest: 'De quel rayon aimeriez-vous avoir des nouvelles\u202f?',
      birthday: 'Quel est le jour de votre anniversaire\u202f?',
    },
    day: 'Jour',
    month: 'Mois',
    send: 'Répondre',
    thanks: { title: 'Merci', text: 'C’est noté. Nous ne vous le demanderons plus.' },
    nothing: { title: 'Merci', text: 'Il n’y a rien à vous demander.' },
    wrong: 'Ce jour n’existe pas. Le jour et le mois suffisent.',
    again: { title: 'Pas maintenant', text: 'Votre réponse n’a pas pu être notée. Réessayez dans une minute.' },
    preferences: 'Choisir ce que je reçois',
  },
  en: {
    title: 'One question, and no other',
    asks: {
      interest: 'Which part of the shop would you like to hear of?',
      birthday: 'Which day is your birthday?',
    },
    day: 'Day',
    month: 'Month',
    send: 'Answer',
    thanks: { title: 'Thank you', text: 'It is noted. We will not ask you again.' },
    nothing: { title: 'Thank you', text: 'There is nothing to ask you.' },
    wrong: 'There is no such day. The day and the month do.',
    again: { title: 'Not now', text: 'Your answer could not be noted. Try again in a minute.' },
    preferences: 'Choose what I receive',
  },
};
