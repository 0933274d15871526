import type { Question } from '../../../domain/profiling/questions.ts';
import type { Locale } from '../../../domain/templates.ts';

interface Words {
  readonly subject: string;
  readonly asks: string;
  readonly call: string;
}

/** One question each; whatever it is about, one answer is all that is wanted (R172). */
export const questionWords: Readonly<Record<Locale, Readonly<Record<Question, Words>>>> = {
  fr: {
    interest: {
      subject: 'Une question : qu’est-ce qui vous intéresse ?',
      asks: 'De quel rayon aimeriez-vous avoir des nouvelles ? Un clic suffit, et vous en aurez à la prochaine occasion.',
      call: 'Choisir un rayon',
    },
    birthday: {
      subject: 'Une question : quel jour vous fête-t-on ?',
      asks: 'Quel est le jour de votre anniversaire ? Le jour et le mois suffisent, nous n’avons que faire de l’année.',
      call: 'Dire le jour',
    },
    channel: {
      subject: 'Une question : par où vous écrire ?',
      asks: 'E-mail, SMS, l’un ou l’autre, et pour quoi : choisissez ce qui vous convient.',
      call: 'Choisir ce que je reçois',
    },
  },
  en: {
    interest: {
      subject: 'One question: what interests you?',
      asks: 'Which part of the shop would you like to hear of? One click does, and you hear of it at the next occasion.',
      call: 'Choose a part',
    },
    birthday: {
      subject: 'One question: when do we wish you well?',
      asks: 'Which day is your birthday? The day and the month do; we have no use for the year.',
      call: 'Tell the day',
    },
    channel: {
      subject: 'One question: how shall we write to you?',
      asks: 'By e-mail, by text message, one or the other, and of what: choose what suits you.',
      call: 'Choose what I receive',
    },
  },
};
