import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Locale } from '../../domain/templates.ts';
import { style } from './style.ts';

interface DocumentProps {
  readonly locale: Locale;
  readonly title: string;
  /** True: a page with choices; otherwise a card with one sentence. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A whole page for a customer: no script, nothing loaded. */
export const document = ({ locale, title, wide = false, children }: DocumentProps): string =>
  `<!doctype html>${renderToStaticMarkup(
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <main className={wide ? 'wide' : undefined}>{children}</main>
      </body>
    </html>,
  )}`;

const languages: Readonly<Record<Locale, string>> = { fr: 'Français', en: 'English' };

/** The same page in the other language; a link, so that it works without a script. */
export const OtherLanguage = ({ locale }: { readonly locale: Locale }) => {
  const other = locale === 'fr' ? 'en' : 'fr';
  return (
    <a href={`?lang=${other}`} hrefLang={other} lang={other}>
      {languages[other]}
    </a>
  );
};
