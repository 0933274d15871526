import type { ListAnswer } from './list.ts';

/** An address on the fake's own suppression list, as `GET /suppressions` shows it. */
export interface FakeSuppression {
  readonly id: string;
  readonly email: string;
  readonly origin: 'bounce' | 'complaint' | 'manual';
  readonly source_id: string | null;
  readonly created_at: string;
}

/**
 * `GET /suppressions` (https://resend.com/docs/api-reference/suppressions/list-suppressions), a page at a time;
 * `undefined` when the path is another.
 */
export const answerSuppressions = (path: string, list: readonly FakeSuppression[]): ListAnswer | undefined => {
  const url = new URL(path, 'http://localhost');
  if (url.pathname !== '/suppressions') return undefined;
  const limit = Number(url.searchParams.get('limit') ?? 20);
  const after = url.searchParams.get('after');
  const from = after === null ? 0 : list.findIndex(({ id }) => id === after) + 1;
  const data = list.slice(from, from + limit).map((one) => ({ object: 'suppression', ...one }));
  return { status: 200, body: { object: 'list', has_more: from + limit < list.length, data } };
};
