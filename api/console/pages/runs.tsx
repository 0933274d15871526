import { cursorText, parseCursor } from '../../../db/pages/cursor.ts';
import { listRuns, type RunStateFilter } from '../../../db/pages/runs.ts';
import type { Page } from '../page.ts';
import { Filters } from '../parts/bits.tsx';
import { Older } from '../parts/older.tsx';
import { RunTable } from '../parts/run-table.tsx';

const perPage = 50;

const filters: readonly RunStateFilter[] = ['live', 'bought', 'exited', 'closed'];

/** Customers in journeys. */
export const runsPage: Page = {
  path: '/runs',
  async show({ db }, { store, query }) {
    const state = filters.find((filter) => filter === query['state']);
    const before = parseCursor(query['before']);
    const runs = store
      ? await listRuns(db, { store: store.id, ...(state && { state }), ...(before && { before }) }, perPage)
      : [];
    const last = runs.length === perPage ? runs.at(-1)?.run : undefined;
    return {
      title: 'Runs',
      section: 'runs',
      body: (
        <>
          <Filters
            label="Runs by state"
            path="/runs"
            parameter="state"
            current={state ?? ''}
            options={[
              ['', 'All'],
              ['live', 'Running'],
              ['bought', 'Stopped by a purchase'],
              ['exited', 'Stopped otherwise'],
              ['closed', 'Ended'],
            ]}
          />
          <RunTable id="runs" caption="Runs" runs={runs} empty="No such run." />
          {last && <Older path="/runs" query={query} cursor={cursorText({ at: last.startedAt, id: last.id })} />}
        </>
      ),
    };
  },
};
