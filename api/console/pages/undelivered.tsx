import { listDeadLetters } from '../../../db/pages/runs.ts';
import type { Page } from '../page.ts';
import { ActForm } from '../forms/act-form.tsx';
import { CustomerLink, Table, TemporalLink } from '../parts/bits.tsx';
import { Time } from '../parts/time.tsx';
import { toldWords } from '../parts/told-table.tsx';
import { journeyWords } from '../parts/words.ts';

/** Dead letters of the outbox: what Temporal refuses to be told. */
export const undeliveredPage: Page = {
  path: '/undelivered',
  async show({ db }, { store }) {
    const letters = store ? await listDeadLetters(db, store.id, 200) : [];
    return {
      title: 'Undelivered',
      section: 'undelivered',
      body: (
        <>
          <p>What Temporal refused to be told. It is not tried again by itself: the error says what to mend.</p>
          <Table
            id="letters"
            caption="Undelivered changes"
            head={['Given up', 'What', 'Run', 'Customer', 'Error', 'Temporal', '']}
            empty="Nothing is undelivered."
          >
            {letters.map(({ letter, run, firstName }) => (
              <tr key={letter.id} id={`letter-${letter.id}`}>
                <td className="when">{letter.deadAt && <Time at={letter.deadAt} />}</td>
                <td>{toldWords(letter)}</td>
                <td>
                  <a href={`/runs/${run.id}`}>{journeyWords(run.journey)}</a>
                </td>
                <td>
                  <CustomerLink id={run.customerId} firstName={firstName} />
                </td>
                <td className="wide">
                  {letter.lastError} <span className="note">after {letter.attempts} tries</span>
                </td>
                <td>
                  <TemporalLink run={run}>Open</TemporalLink>
                </td>
                <td>
                  <ActForm action={`/undelivered/${letter.id}/retry`}>
                    <button>Tell again</button>
                  </ActForm>
                </td>
              </tr>
            ))}
          </Table>
        </>
      ),
    };
  },
};
