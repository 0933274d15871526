import { cursorText, parseCursor } from '../../../db/pages/cursor.ts';
import { listMessages } from '../../../db/pages/messages.ts';
import { type MessageState, sentStates } from '../../../domain/message-state.ts';
import type { Page } from '../page.ts';
import { Filters } from '../parts/bits.tsx';
import { MessageTable } from '../parts/message-table.tsx';
import { Older } from '../parts/older.tsx';
import { reasonWords } from '../parts/words.ts';

const perPage = 50;

const filters: Readonly<Record<string, readonly MessageState[]>> = {
  sent: sentStates,
  withheld: ['withheld'],
  waiting: ['planned', 'claimed'],
  failed: ['failed'],
  unknown: ['unknown'],
};

/** Every decision about a message: sent, withheld and why, waiting, failed, unknown. */
export const messagesPage: Page = {
  path: '/messages',
  async show({ db }, { store, query }) {
    const state = query['state'] ?? '';
    const { reason } = query;
    const before = parseCursor(query['before']);
    const states = filters[state];
    const messages = store
      ? await listMessages(
          db,
          { store: store.id, ...(states && { states }), ...(reason && { reason }), ...(before && { before }) },
          perPage,
        )
      : [];
    const last = messages.length === perPage ? messages.at(-1) : undefined;
    return {
      title: 'Messages',
      section: 'messages',
      body: (
        <>
          <Filters
            label="Messages by state"
            path="/messages"
            parameter="state"
            current={states ? state : ''}
            options={[
              ['', 'All'],
              ['sent', 'Sent'],
              ['withheld', 'Withheld'],
              ['waiting', 'Waiting'],
              ['failed', 'Failed'],
              ['unknown', 'Unknown'],
            ]}
          />
          {reason && <p>Because {reasonWords(reason)}.</p>}
          <MessageTable id="messages" caption="Messages" messages={messages} empty="No such message." />
          {last && <Older path="/messages" query={query} cursor={cursorText({ at: last.decidedAt, id: last.id })} />}
        </>
      ),
    };
  },
};
