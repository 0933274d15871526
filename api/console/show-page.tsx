import type { Request, RequestHandler, Response } from 'express';
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { listStores } from '../../db/pages/stores.ts';
import type { Refusal } from './forms/refusal.ts';
import { type Answered, answeredOf } from './forms/answered.ts';
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
    if (shown) answerInFrame(deps, asked, response, shown.status ?? statusOf(answeredOf(response)), shown);
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
  const named = answeredOf(response)?.values['store']?.[0] ?? query['store'];
  return {
    stores,
    store: stores.find(({ id }) => id === named) ?? stores[0],
    params: request.params as Readonly<Record<string, string>>,
    query,
    address: request.url,
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
    address: asked.address,
    answered: answeredOf(response),
  };
  const title = shown.title ?? 'Not found';
  const html = markup(
    <ConsoleProvider value={context}>
      <Layout title={title} section={shown.section} store={store} stores={asked.stores} now={context.now}>
        <NotDone refusal={context.answered?.refusal} />
        {shown.body}
      </Layout>
    </ConsoleProvider>,
  );
  response.status(status).type('html').send(html);
};

/** What is wrong with the fields is the sender's to mend; all else is how things stand. */
const statusOf = (answered: Answered | undefined): number => {
  if (!answered?.refusal) return 200;
  return answered.refusal.flaws ? 422 : 409;
};

const NotDone = ({ refusal }: { readonly refusal: Refusal | undefined }) =>
  refusal && (
    <p className="attention" id="not-done" role="alert">
      {refusal.problem}
    </p>
  );

/** Nothing at this address; or no page to show a refused form on again. */
export const answerNotFound = (deps: PageDeps, asked: PageRequest, response: Response): void => {
  const answered = answeredOf(response);
  if (answered) return answerInFrame(deps, asked, response, statusOf(answered), { title: 'Not done' });
  return answerInFrame(deps, asked, response, 404, {
    title: 'Not found',
    body: (
      <p>
        There is nothing at this address. It may have been another store’s, or erased. Go to the{' '}
        <a href="/">overview</a>.
      </p>
    ),
  });
};

const markup = (element: ReactElement): string => `<!doctype html>${renderToStaticMarkup(element)}`;
