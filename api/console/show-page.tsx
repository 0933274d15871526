import type { Request, RequestHandler, Response } from 'express';
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { listStores } from '../../db/pages/stores.ts';
import { type Page, type PageDeps, type PageRequest, type Shown, textQuery } from './page.ts';
import { ConsoleProvider } from './parts/context.ts';
import { Layout } from './parts/layout.tsx';
import { sessionOf } from './sign-in/require-operator.ts';

/** Answers a GET with `page`, or with "not found" inside the same frame. */
export const showPage =
  (deps: PageDeps, page: Page): RequestHandler =>
  async (request, response) => {
    const asked = await readRequest(deps, request, response);
    const shown = await page.show(deps, asked);
    if (shown) answerInFrame(deps, asked, response, 200, shown);
    else answerNotFound(deps, asked, response);
  };

/** Answers with "not found" whatever was asked for. */
export const showNotFound =
  (deps: PageDeps): RequestHandler =>
  async (request, response) => {
    answerNotFound(deps, await readRequest(deps, request, response), response);
  };

/** What a request asks for: its parameters, and the store that it looks at. */
export const readRequest = async (deps: PageDeps, request: Request, response: Response): Promise<PageRequest> => {
  const stores = await listStores(deps.db);
  const query = textQuery(request);
  return {
    stores,
    store: stores.find(({ id }) => id === query['store']) ?? stores[0],
    params: request.params as Readonly<Record<string, string>>,
    query,
    origin: `${request.protocol}://${request.get('host') ?? 'localhost'}`,
    session: sessionOf(response),
  };
};

/** Answers with a page inside the frame. */
export const answerInFrame = (
  deps: PageDeps,
  asked: PageRequest,
  response: Response,
  status: number,
  shown: Partial<Shown>,
): void => {
  const store = shown.store ?? asked.store;
  const context = {
    timezone: store?.timezone ?? 'UTC',
    now: new Date(deps.clock.now()),
    storeQuery: store && asked.stores.length > 1 ? `?store=${encodeURIComponent(store.id)}` : '',
    temporalUiUrl: deps.temporalUiUrl,
    namespace: deps.namespace,
    session: asked.session,
  };
  const title = shown.title ?? 'Not found';
  const html = markup(
    <ConsoleProvider value={context}>
      <Layout title={title} section={shown.section} store={store} stores={asked.stores} now={context.now}>
        {shown.body}
      </Layout>
    </ConsoleProvider>,
  );
  response.status(status).type('html').send(html);
};

export const answerNotFound = (deps: PageDeps, asked: PageRequest, response: Response): void =>
  answerInFrame(deps, asked, response, 404, {
    title: 'Not found',
    body: (
      <p>
        There is nothing at this address. It may have been another store’s, or erased. Go to the{' '}
        <a href="/">overview</a>.
      </p>
    ),
  });

const markup = (element: ReactElement): string => `<!doctype html>${renderToStaticMarkup(element)}`;
