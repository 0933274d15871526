import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { RequestHandler } from 'express';
import { recordAct } from '../../db/access/audit.ts';
import type { Queries } from '../../db/client.ts';
import { listMessages, type MessageFilter, type MessageSummary } from '../../db/pages/messages.ts';
import { messageFilterOf } from './message-filter.ts';
import type { PageDeps } from './page.ts';
import { readRequest } from './show-page.tsx';

/** Rows read at a time: a file of any length takes the memory of this many. */
const perRead = 500;

const columns: readonly { readonly header: string; readonly cell: (message: MessageSummary) => string }[] = [
  { header: 'message', cell: ({ id }) => id },
  { header: 'decided_at', cell: ({ decidedAt }) => decidedAt.toISOString() },
  { header: 'accepted_at', cell: ({ acceptedAt }) => acceptedAt?.toISOString() ?? '' },
  { header: 'state', cell: ({ state }) => state },
  { header: 'reason', cell: ({ reason }) => reason ?? '' },
  { header: 'journey', cell: ({ journey }) => journey },
  { header: 'step', cell: ({ step }) => step },
  { header: 'channel', cell: ({ channel }) => channel },
  { header: 'template', cell: ({ template }) => template },
  { header: 'subject', cell: ({ subject }) => subject ?? '' },
  { header: 'recipient', cell: ({ to }) => to ?? '' },
  { header: 'customer', cell: ({ customerId }) => customerId },
  { header: 'run', cell: ({ runId }) => runId },
];

/**
 * `GET /messages.csv`: the messages of the page's filter, all of them, newest first, with what the page shows. A
 * cell that a spreadsheet would take for a formula starts with an apostrophe (OWASP, CSV Injection).
 */
export const messagesCsv =
  (deps: PageDeps): RequestHandler =>
  async (request, response) => {
    const { store, query, session } = await readRequest(deps, request, response);
    const filter = store && messageFilterOf(store.id, query);
    if (store) {
      await recordAct(deps.db, {
        at: deps.realClock.now(),
        actor: `operator:${session.operator.id}`,
        act: 'messages.exported',
        subject: `store/${store.id}`,
        store: store.id,
        detail: { state: filter?.states ? query['state']! : 'all' },
      });
    }
    // Before the answer begins: afterwards no error can be told.
    const first = filter ? await listMessages(deps.db, filter, perRead) : [];
    response.type('text/csv').set('content-disposition', 'attachment; filename="messages.csv"');
    const csv = stringify({
      header: true,
      columns: columns.map(({ header }) => header),
      escape_formulas: true,
      bom: true,
    });
    await pipeline(Readable.from(rowsOf(deps.db, filter, first)), csv, response);
  };

const rowsOf = async function* (
  db: Queries,
  filter: MessageFilter | undefined,
  first: readonly MessageSummary[],
): AsyncGenerator<readonly string[]> {
  for (let messages = first; ;) {
    for (const message of messages) yield columns.map(({ cell }) => cell(message));
    const last = messages.at(-1);
    if (!last || messages.length < perRead) return;
    messages = await listMessages(db, { ...filter, before: { at: last.decidedAt, id: last.id } }, perRead);
  }
};
