import { renderToStaticMarkup } from 'react-dom/server';

interface SignInPage {
  /** The page that was asked for. */
  readonly to: string;
  readonly name?: string;
  readonly problem?: string;
}

/** The one page that is open to everybody. */
export const signInPage = ({ to, name = '', problem }: SignInPage): string =>
  `<!doctype html>${renderToStaticMarkup(
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Sign in · Relance</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/console.css" />
      </head>
      <body>
        <main id="main" className="sign-in">
          <h1>Sign in</h1>
          {problem && <p role="alert">{problem}</p>}
          <form method="post" action="/sign-in">
            <input type="hidden" name="to" value={to} />
            <label>
              Name
              <input name="name" defaultValue={name} autoComplete="username" required autoFocus />
            </label>
            <label>
              Password
              <input name="password" type="password" autoComplete="current-password" required />
            </label>
            <button>Sign in</button>
          </form>
          <p className="note">
            <code>npm run operator -- create --name …</code> makes an operator; <code>npm start</code> prints its own.
          </p>
        </main>
      </body>
    </html>,
  )}`;
