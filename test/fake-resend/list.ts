import type { Acceptance } from './fake-resend.ts';

/** What `GET /emails` and `GET /emails/{id}` answer (https://resend.com/docs/api-reference/emails/list-emails). */
export interface ListAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The newest first, a page at a time; `undefined` when the path is none of the list's. */
export const answerList = (path: string, accepted: readonly Acceptance[]): ListAnswer | undefined => {
  const url = new URL(path, 'http://localhost');
  const [, emails, id, more] = url.pathname.split('/');
  if (emails !== 'emails' || more !== undefined) return undefined;
  if (id !== undefined) {
    const found = accepted.find((one) => one.id === id);
    return found ? { status: 200, body: { object: 'email', ...shown(found), ...inFull(found) } } : notFound;
  }
  const limit = Number(url.searchParams.get('limit') ?? 20);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    return { status: 422, body: { statusCode: 422, name: 'validation_error', message: 'limit is 1 to 100' } };
  }
  const newestFirst = accepted.toReversed();
  const after = url.searchParams.get('after');
  const from = after === null ? 0 : newestFirst.findIndex((one) => one.id === after) + 1;
  if (after !== null && from === 0) return notFound;
  const page = newestFirst.slice(from, from + limit);
  return {
    status: 200,
    body: { object: 'list', has_more: from + limit < newestFirst.length, data: page.map(shown) },
  };
};

const notFound: ListAnswer = {
  status: 404,
  body: { statusCode: 404, name: 'not_found', message: 'Email not found' },
};

/** Resend writes instants of its list with a blank and a short zone. */
const shown = ({ id, to, subject, acceptedAt, body }: Acceptance) => ({
  id,
  to: [to],
  from: body['from'],
  created_at: new Date(acceptedAt).toISOString().replace('T', ' ').replace('Z', '000+00'),
  subject,
  bcc: null,
  cc: null,
  reply_to: null,
  last_event: 'delivered',
  scheduled_at: null,
});

const inFull = ({ body }: Acceptance) => ({ html: body['html'], text: body['text'], tags: body['tags'] });
