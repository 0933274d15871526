import { createHash } from 'node:crypto';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Locale } from '../../domain/templates.ts';
import { unsubscribeCopy } from './copy.ts';

const style = `
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f5f1ea; color: #23201c;
  font: 17px/1.6 system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif; }
main { max-width: 30rem; margin: 1rem; padding: 2.5rem; border-radius: 12px; background: #fff; text-align: center; }
h1 { margin: 0 0 0.8rem; font: 400 1.6rem/1.3 Georgia, 'Times New Roman', serif; }
p { margin: 0; }
button { margin-top: 1.6rem; padding: 0.8rem 1.8rem; border: 0; border-radius: 6px; font: inherit; font-weight: 600;
  background: #2f5d50; color: #fff; cursor: pointer; }
button:focus-visible { outline: 3px solid #23201c; outline-offset: 3px; }
@media (prefers-color-scheme: dark) {
  body { background: #191714; color: #f1ece4; }
  main { background: #24211d; }
  button { background: #7fc4ae; color: #14231e; }
  button:focus-visible { outline-color: #f1ece4; }
}`;

/** The page's content policy: its own style, its own form, nothing else. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

interface UnsubscribePageProps {
  /** `ask` shows the button, `done` that it was pressed, `again` that it could not be recorded. */
  readonly step: 'ask' | 'done' | 'again';
  readonly locale: Locale;
}

/** The page that an unsubscribe link opens, and the one after its button. */
export const unsubscribePage = ({ step, locale }: UnsubscribePageProps): string => {
  const words = unsubscribeCopy[locale];
  const { title, text } = words[step];
  return `<!doctype html>${renderToStaticMarkup(
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          <p>{text}</p>
          {step === 'ask' && (
            <form method="post">
              <button>{words.ask.button}</button>
            </form>
          )}
        </main>
      </body>
    </html>,
  )}`;
};
