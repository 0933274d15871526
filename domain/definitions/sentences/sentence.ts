import type { Locale } from '../../templates.ts';
import type { Condition, Definition } from '../definition.ts';
import { english } from './facts.en.ts';
import { french } from './facts.fr.ts';
import type { SentenceWords } from './words.ts';

const languages: Readonly<Record<Locale, SentenceWords>> = { fr: french, en: english };

/** Who is in a definition, in a sentence for people; it says all that the definition says. */
export const definitionSentence = (
  { include, exclude }: Pick<Definition, 'include' | 'exclude'>,
  locale: Locale = 'en',
): string => {
  const language = languages[locale];
  const inside = `${language.who}${wordsOf(include, language)}`;
  return exclude ? `${inside}${language.without}${wordsOf(exclude, language)}.` : `${inside}.`;
};

const wordsOf = (condition: Condition, language: SentenceWords, inner = false): string => {
  if ('not' in condition) return language.not(wordsOf(condition.not, language, true));
  if ('and' in condition || 'or' in condition) {
    const [by, some] =
      'and' in condition ? ([language.and, condition.and] as const) : ([language.or, condition.or] as const);
    const all = some.map((one) => wordsOf(one, language, some.length > 1)).join(`, ${by} `);
    return inner && some.length > 1 ? `(${all})` : all;
  }
  return language.fact(condition);
};
