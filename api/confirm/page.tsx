import type { Locale } from '../../domain/templates.ts';
import { document, OtherLanguage } from '../customer-pages/document.tsx';
import { type ConfirmCopy, confirmCopy } from './copy.ts';

/** The page that a confirmation link opens, and the one after its button. */
export const confirmPage = (step: keyof ConfirmCopy, locale: Locale): string => {
  const words = confirmCopy[locale];
  const { title, text } = words[step];
  return document({
    locale,
    title,
    children: (
      <>
        <h1>{title}</h1>
        <p>{text}</p>
        {step === 'ask' && (
          <>
            <form method="post">
              <button>{words.ask.button}</button>
            </form>
            <p className="links">
              <OtherLanguage locale={locale} />
            </p>
          </>
        )}
      </>
    ),
  });
};
