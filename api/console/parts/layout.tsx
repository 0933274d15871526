import type { ReactNode } from 'react';
import type { StoreRow } from '../../../db/shop/stores.ts';
import type { Section } from '../page.ts';
import { ActForm } from '../forms/act-form.tsx';
import { useConsole } from './context.ts';
import { Navigation } from './navigation.tsx';
import { formatTime } from './time.tsx';

interface LayoutProps {
  readonly title: string;
  readonly section: Section | undefined;
  readonly store: StoreRow | undefined;
  readonly stores: readonly StoreRow[];
  /** The store's time. */
  readonly now: Date;
  readonly children: ReactNode;
}

/** The frame of every page. What is marked `data-live` is renewed by live.js; without it a reload does. */
export const Layout = ({ title, section, store, stores, now, children }: LayoutProps) => (
  <html lang="en">
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{`${title} · Relance`}</title>
      <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="/assets/console.css" />
      <script src="/assets/live.js" defer />
    </head>
    <body>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="top">
        <p className="brand">
          <a href="/">Relance</a>
        </p>
        <Navigation section={section} />
        <div className="clock">
          <p id="clock" data-live>
            <time dateTime={now.toISOString()}>{formatTime(now, store?.timezone ?? 'UTC')}</time>{' '}
            <span>{store?.timezone ?? 'UTC'}</span>
          </p>
          <p id="live" role="status" />
        </div>
        <SignedIn />
      </header>
      {stores.length > 1 && <Stores store={store} stores={stores} />}
      <main id="main">
        <h1>{title}</h1>
        {children}
      </main>
    </body>
  </html>
);

const SignedIn = () => {
  const { session } = useConsole();
  return (
    <ActForm action="/sign-out" className="signed-in">
      {session.operator.name} <button className="quiet">Sign out</button>
    </ActForm>
  );
};

const Stores = ({ store, stores }: Pick<LayoutProps, 'store' | 'stores'>) => (
  <nav className="filters stores" aria-label="Stores">
    {stores.map(({ id, name }) => (
      <a key={id} href={`/?store=${encodeURIComponent(id)}`} {...(id === store?.id && { 'aria-current': 'true' })}>
        {name}
      </a>
    ))}
  </nav>
);
