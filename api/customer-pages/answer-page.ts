import type { Response } from 'express';
import { pageHeaders } from './style.ts';

/** Sends a page; without an ETag, which would say whether it is the same as before. */
export const answerPage = (response: Response, html: string, status = 200): void => {
  response.status(status).set(pageHeaders).type('html').end(html);
};
