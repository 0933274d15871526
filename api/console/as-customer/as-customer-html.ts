import type { RequestHandler } from 'express';
import { lookAt } from '../../explain/look.ts';
import { messageHeaders } from '../message-html.ts';
import type { PageDeps } from '../page.ts';
import { readRequest } from '../show-page.tsx';
import { askedByPage } from './asked-by-page.ts';

/** The HTML part of a message as a customer would get it. */
export const asCustomerHtml =
  (deps: PageDeps): RequestHandler =>
  async (request, response, next) => {
    const page = await readRequest(deps, request, response);
    const found = await askedByPage(deps, page);
    const seen = found?.asked
      ? await lookAt(
          deps,
          { store: found.store, customer: found.customer.id, asked: found.asked },
          { pictures: `${page.origin}/assets` },
        )
      : undefined;
    if (seen?.email) response.set(messageHeaders).type('html').send(seen.email.html);
    else next();
  };
