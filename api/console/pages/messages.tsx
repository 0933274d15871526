import { cursorText } from '../../../db/pages/cursor.ts';
import { listMessages } from '../../../db/pages/messages.ts';
import { messageFilterOf, messageFilters } from '../message-filter.ts';
import type { Page } from '../page.ts';
import { Filters, withQuery } from '../parts/bits.tsx';
import { MessageTable } from '../parts/message-table.tsx';
import { Older } from '../parts/older.tsx';
import { reasonWords } from '../parts/words.ts';

const perPage = 50;

/** Every decision about a message: sent, withheld and why, waiting, failed, unknown. */
export const messagesPage: Page = {
  path: '/messages',
  async show({ db }, { store, query }) {
    const { state = '', reason } = query;
    const messages = store ? await listMessages(db, messageFilterOf(store.id, query), perPage) : [];
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
            current={Object.hasOwn(messageFilters, state) ? state : ''}
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
          {messages.length > 0 && (
            <p>
              <a href={withQuery('/messages.csv', query)} download>
                Download as CSV
              </a>
            </p>
          )}
          {last && <Older path="/messages" query={query} cursor={cursorText({ at: last.decidedAt, id: last.id })} />}
        </>
      ),
    };
  },
};
