import type { Counters } from '../../../db/pages/counters.ts';
import { listMessages } from '../../../db/pages/messages.ts';
import { listRuns } from '../../../db/pages/runs.ts';
import { readStoreSwitches } from '../../../db/pages/switches.ts';
import { readPauses } from '../../../db/ledger/provider-pauses.ts';
import { readStandingBrakes } from '../../../db/deliverability/brakes.ts';
import { countHeldByVolume } from '../../../db/deliverability/volumes.ts';
import { readLowPools } from '../../../db/offers/low-pools.ts';
import { readStorePolicy } from '../../../db/policies/policies.ts';
import type { Page } from '../page.ts';
import { Attention } from '../parts/attention.tsx';
import { MessageTable } from '../parts/message-table.tsx';
import { SwitchNotices } from '../parts/switch-notices.tsx';
import { RunTable } from '../parts/run-table.tsx';
import { useConsole } from '../parts/context.ts';
import { withQuery } from '../parts/bits.tsx';
import { formatCount, reasonWords } from '../parts/words.ts';

/** Where one store stands: totals, what needs somebody, the latest messages and runs. */
export const overview: Page = {
  path: '/',
  async show({ db, clock, realClock, counters: count, jumps: readJumps, ages: readAges }, { store }) {
    if (!store) return { title: 'Overview', section: 'overview', body: <NoStore /> };
    const { policy } = await readStorePolicy(db, store.id, new Date(clock.now()));
    const [counters, messages, runs, pauses, lowPools, jumps, switches, brakes, held, ages] = await Promise.all([
      count(store.id),
      listMessages(db, { store: store.id }, 15),
      listRuns(db, { store: store.id, state: 'live' }, 10),
      readPauses(db),
      readLowPools(db, store.id, policy.offers, realClock.now()),
      readJumps(store.id),
      readStoreSwitches(db, store.id),
      readStandingBrakes(db, store.id),
      countHeldByVolume(db, store.id),
      readAges(store.id),
    ]);
    return {
      title: store.name,
      section: 'overview',
      body: (
        <>
          <Totals counters={counters} />
          <SwitchNotices switches={switches} />
          <Attention
            counters={counters}
            pauses={pauses}
            lowPools={lowPools}
            brakes={brakes}
            heldByVolume={[...held.values()].reduce((sum, count) => sum + count, 0)}
            jumps={jumps}
            stale={ages.filter(({ state }) => state === 'stale')}
          />
          <div className="columns">
            <section aria-labelledby="latest">
              <h2 id="latest">Latest decisions</h2>
              <MessageTable
                id="latest-messages"
                caption="Latest decisions about messages"
                messages={messages}
                empty="No message yet. The first one follows the first idle cart."
              />
            </section>
            <section aria-labelledby="why">
              <h2 id="why">Withheld, by reason</h2>
              <WithheldReasons counters={counters} />
            </section>
          </div>
          <section aria-labelledby="running">
            <h2 id="running">Newest running journeys</h2>
            <RunTable
              id="latest-runs"
              caption="Newest running journeys"
              runs={runs}
              empty="No journey is running. One starts with the next cart."
            />
          </section>
        </>
      ),
    };
  },
};

const NoStore = () => (
  <p>
    There is no store yet. <code>npm start</code> makes one to play with; <code>npm run store</code> makes one of your
    own,
    <code>npm run key</code> its API key.
  </p>
);

const Totals = ({ counters }: { readonly counters: Counters }) => {
  const { storeQuery } = useConsole();
  const withheld = counters.withheld.reduce((sum, { count }) => sum + count, 0);
  const totals: readonly (readonly [name: string, count: number, href: string | undefined, note?: string])[] = [
    ['Events', counters.events, undefined, `${formatCount(counters.ignored)} ignored`],
    ['Running journeys', counters.runs.live, `/runs${withQuery(storeQuery, { state: 'live' })}`],
    ['Sent', counters.sent, `/messages${withQuery(storeQuery, { state: 'sent' })}`],
    ['Withheld', withheld, `/messages${withQuery(storeQuery, { state: 'withheld' })}`],
    ['Stopped by a purchase', counters.runs.bought, `/runs${withQuery(storeQuery, { state: 'bought' })}`],
  ];
  return (
    <dl className="totals" id="totals" data-live>
      {totals.map(([name, count, href, note]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{href ? <a href={href}>{formatCount(count)}</a> : formatCount(count)}</dd>
          {note && <dd className="note">{note}</dd>}
        </div>
      ))}
    </dl>
  );
};

const WithheldReasons = ({ counters }: { readonly counters: Counters }) => {
  const { storeQuery } = useConsole();
  const most = Math.max(1, ...counters.withheld.map(({ count }) => count));
  return (
    <div id="withheld-reasons" data-live>
      {counters.withheld.length === 0 ? (
        <p className="empty">Nothing was withheld yet.</p>
      ) : (
        <ul className="bars">
          {counters.withheld.map(({ reason, count }) => (
            <li key={reason}>
              <a href={`/messages${withQuery(storeQuery, { state: 'withheld', reason })}`}>{reasonWords(reason)}</a>
              <span className="number">{formatCount(count)}</span>
              <progress value={count} max={most} aria-label={`${reasonWords(reason)}: ${count}`} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
