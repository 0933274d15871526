import { cursorText, parseCursor } from '../../../db/pages/cursor.ts';
import { countSuppressions, type ListedSuppression, listSuppressions } from '../../../db/suppressions/list.ts';
import { type SuppressionReason, suppressionReasons } from '../../../domain/suppression.ts';
import type { Page } from '../page.ts';
import { ActForm } from '../forms/act-form.tsx';
import { Filters, Table } from '../parts/bits.tsx';
import { Input, Selection } from '../forms/field.tsx';
import { Older } from '../parts/older.tsx';
import { stoppedWords } from '../parts/permissions.tsx';
import { Time } from '../parts/time.tsx';
import { formatCount } from '../parts/words.ts';

const perPage = 100;

const reasonWords: Readonly<Record<SuppressionReason, string>> = {
  unsubscribed: 'Unsubscribed',
  bounced: 'Address does not work',
  bouncing: 'Failed several times',
  complained: 'Complained of spam',
  paused: 'Asked for a pause',
  stopped: 'Answered STOP',
  manual: 'Put here by hand',
  erased: 'Erased',
};

/** Addresses that get nothing more, by reason; one is added or lifted here. */
export const suppressionsPage: Page = {
  path: '/suppressions',
  async show({ db, clock }, { store, query }) {
    if (!store) return { title: 'Suppressions', section: 'suppressions', body: <p>There is no store yet.</p> };
    const now = new Date(clock.now());
    const reason = suppressionReasons.find((one) => one === query['reason']);
    const [counts, rows] = await Promise.all([
      countSuppressions(db, store.id, now),
      listSuppressions(db, { store: store.id, now, reason, before: parseCursor(query['before']) }, perPage),
    ]);
    const countOf = new Map(counts.map((one) => [one.reason, one.count]));
    const last = rows.length === perPage ? rows.at(-1) : undefined;
    return {
      title: 'Suppressions',
      section: 'suppressions',
      body: (
        <>
          <p>
            Whoever owns these addresses gets nothing more of what the reason is about, from the very next decision on.
          </p>
          <Filters
            label="Reasons"
            path="/suppressions"
            parameter="reason"
            current={reason ?? ''}
            options={[
              ['', 'All'],
              ...suppressionReasons.map(
                (one) => [one, `${reasonWords[one]} ${formatCount(countOf.get(one) ?? 0)}`] as const,
              ),
            ]}
          />
          <Table
            id="suppressions"
            caption="Suppressions, newest first"
            head={['Since', 'Address', 'Why', 'Stops', '']}
            empty="No address is suppressed."
          >
            {rows.map((row) => (
              <SuppressionRow key={row.id} row={row} store={store.id} />
            ))}
          </Table>
          {last && <Older path="/suppressions" query={query} cursor={cursorText(last)} />}
          <AddSuppression store={store.id} />
        </>
      ),
    };
  },
};

const SuppressionRow = ({ row, store }: { readonly row: ListedSuppression; readonly store: string }) => (
  <tr id={`suppression-${row.id}`}>
    <td className="when">
      <Time at={row.at} />
    </td>
    <td className="wide">{row.address.startsWith('hmac:') ? 'somebody who was erased' : row.address}</td>
    <td>
      {reasonWords[row.reason]}
      {row.until && (
        <span className="note">
          until <Time at={row.until} />
        </span>
      )}
    </td>
    <td>
      {stoppedWords(row)} by {row.channel}
    </td>
    <td>
      {row.reason !== 'erased' && !row.address.startsWith('hmac:') && (
        <ActForm action="/suppressions" hidden={{ store, act: 'lift', ...named(row) }}>
          <button>Lift</button>
        </ActForm>
      )}
    </td>
  </tr>
);

const named = ({ channel, address, reason, purpose, list }: ListedSuppression) => ({
  channel,
  address,
  reason,
  purpose,
  list,
});

const AddSuppression = ({ store }: { readonly store: string }) => (
  <section aria-labelledby="add">
    <h2 id="add">Suppress an address</h2>
    <ActForm action="/suppressions" className="new-key" hidden={{ store, act: 'add' }}>
      <label>
        Channel
        <Selection name="channel">
          <option value="email">e-mail</option>
          <option value="sms">SMS</option>
          <option value="whatsapp">WhatsApp</option>
        </Selection>
      </label>
      <label>
        Address <Input name="address" maxLength={254} required autoComplete="off" />
      </label>
      <label>
        Stops
        <Selection name="purpose">
          <option value="marketing">marketing</option>
          <option value="all">everything</option>
        </Selection>
      </label>
      <label>
        Only the list <Input name="list" maxLength={40} placeholder="all of it" />
      </label>
      <button>Suppress</button>
    </ActForm>
  </section>
);
