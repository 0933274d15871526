import { cursorText, parseCursor } from '../../../db/pages/cursor.ts';
import { listQuarantined } from '../../../db/pages/quarantine.ts';
import type { Page } from '../page.ts';
import { ActForm } from '../forms/act-form.tsx';
import { Table } from '../parts/bits.tsx';
import { Older } from '../parts/older.tsx';
import { Time } from '../parts/time.tsx';
import { ignoredWords } from '../parts/words.ts';

const perPage = 100;

/** Events that were accepted and could not be applied. */
export const quarantinePage: Page = {
  path: '/quarantine',
  async show({ db }, { store, query }) {
    const events = store
      ? await listQuarantined(db, { store: store.id, before: parseCursor(query['before']) }, perPage)
      : [];
    const last = events.length === perPage ? events.at(-1) : undefined;
    return {
      title: 'Quarantine',
      section: 'quarantine',
      body: (
        <>
          <p>Events that were accepted, kept whole, and applied to nothing. Mend the cause, then retry them.</p>
          <Table
            id="quarantined"
            caption="Events in quarantine"
            head={['Received', 'Event', 'Store’s id', 'Why', '']}
            empty="Nothing is in quarantine."
          >
            {events.map(({ id, type, eventId, receivedAt, reason }) => (
              <tr key={id} id={`event-${id}`}>
                <td className="when">
                  <Time at={receivedAt} />
                </td>
                <td>
                  <code>{type}</code>
                </td>
                <td className="wide">
                  <code>{eventId}</code>
                </td>
                <td>{reason && ignoredWords(reason)}</td>
                <td>
                  <ActForm action={`/quarantine/${id}/retry`}>
                    <button>Retry</button>
                  </ActForm>
                </td>
              </tr>
            ))}
          </Table>
          {last && <Older path="/quarantine" query={query} cursor={cursorText({ at: last.receivedAt, id: last.id })} />}
        </>
      ),
    };
  },
};
