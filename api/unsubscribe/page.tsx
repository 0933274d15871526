import type { Locale } from '../../domain/templates.ts';
import { document, OtherLanguage } from '../customer-pages/document.tsx';
import { unsubscribeCopy } from './copy.ts';

interface UnsubscribePageProps {
  /** `ask` shows the button, `done` that it was pressed, `again` that it could not be recorded. */
  readonly step: 'ask' | 'done' | 'again';
  readonly locale: Locale;
  /** The link's secret, whosever it is; without one that could be ours there is nothing to choose. */
  readonly token: string | undefined;
}

/** The page that an unsubscribe link opens, and the one after its button. */
export const unsubscribePage = ({ step, locale, token }: UnsubscribePageProps): string => {
  const words = unsubscribeCopy[locale];
  const { title, text } = words[step];
  return document({
    locale,
    title,
    children: (
      <>
        <h1>{title}</h1>
        <p>{text}</p>
        {step === 'ask' && (
          <form method="post">
            <button>{words.ask.button}</button>
          </form>
        )}
        <p className="links">
          {token !== undefined && <a href={`../preferences/${token}?lang=${locale}`}>{words.choose}</a>}
          {step === 'ask' && (
            <>
              {' · '}
              <OtherLanguage locale={locale} />
            </>
          )}
        </p>
      </>
    ),
  });
};
