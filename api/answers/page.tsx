import type { Question } from '../../domain/profiling/questions.ts';
import type { Locale } from '../../domain/templates.ts';
import { document, OtherLanguage } from '../customer-pages/document.tsx';
import { type AnswersCopy, answersCopy } from './copy.ts';

/** What the page shows: one question with what may be answered, or that there is none. */
export type AnswersView =
  | {
      readonly step: 'ask';
      readonly question: Question;
      readonly categories: readonly string[];
      readonly isWrong: boolean;
    }
  | { readonly step: 'thanks' | 'nothing' | 'again' };

/** One question, as a form that works without a script. */
export const answersPage = (view: AnswersView, locale: Locale, token: string | undefined): string => {
  const words = answersCopy[locale];
  const { title, text } =
    view.step === 'ask'
      ? { title: words.title, text: undefined }
      : { title: words[view.step].title, text: words[view.step].text };
  return document({
    locale,
    title,
    wide: view.step === 'ask',
    children: (
      <>
        <h1>{title}</h1>
        {text !== undefined && <p>{text}</p>}
        {view.step === 'ask' && <Asked view={view} words={words} locale={locale} />}
        <p className="links">
          {token !== undefined && <a href={`../preferences/${token}`}>{words.preferences}</a>} ·{' '}
          <OtherLanguage locale={locale} />
        </p>
      </>
    ),
  });
};

interface AskedProps {
  readonly view: Extract<AnswersView, { step: 'ask' }>;
  readonly words: AnswersCopy;
  readonly locale: Locale;
}

const Asked = ({ view: { question, categories, isWrong }, words, locale }: AskedProps) => {
  // The preference centre asks it, by the link below.
  if (question === 'channel') return null;
  return (
    <form method="post">
      <p>{words.asks[question]}</p>
      {isWrong && (
        <p className="told" role="alert">
          {words.wrong}
        </p>
      )}
      <input type="hidden" name="question" value={question} />
      {question === 'interest' ? (
        categories.map((category) => (
          <p key={category}>
            <button name="answer" value={category}>
              {category}
            </button>
          </p>
        ))
      ) : (
        <Day words={words} locale={locale} />
      )}
    </form>
  );
};

const Day = ({ words, locale }: { readonly words: AnswersCopy; readonly locale: Locale }) => {
  const month = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  return (
    <>
      <label>
        <span>{words.day}</span>
        <select name="day" required>
          {Array.from({ length: 31 }, (_, index) => (
            <option key={index} value={index + 1}>
              {index + 1}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{words.month}</span>
        <select name="month" required>
          {Array.from({ length: 12 }, (_, index) => (
            <option key={index} value={index + 1}>
              {month.format(Date.UTC(2024, index, 1))}
            </option>
          ))}
        </select>
      </label>
      <button>{words.send}</button>
    </>
  );
};
