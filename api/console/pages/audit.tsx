import { listActs } from '../../../db/pages/audit.ts';
import { cursorText, parseCursor } from '../../../db/pages/cursor.ts';
import type { Page } from '../page.ts';
import { Table } from '../parts/bits.tsx';
import { Older } from '../parts/older.tsx';
import { Time } from '../parts/time.tsx';

const perPage = 100;

/** Who did what: every act of an operator, a key or a command. */
export const auditPage: Page = {
  path: '/audit',
  async show({ db }, { store, query }) {
    const before = parseCursor(query['before']);
    const acts = await listActs(db, { ...(store && { store: store.id }), ...(before && { before }) }, perPage);
    const last = acts.length === perPage ? acts.at(-1) : undefined;
    return {
      title: 'Audit log',
      section: 'audit',
      body: (
        <>
          <Table id="acts" caption="Acts, newest first" head={['When', 'Who', 'Did', 'To', 'With']} empty="No act yet.">
            {acts.map(({ id, at, actor, operator, act, subject, detail }) => (
              <tr key={id} id={`act-${id}`}>
                <td className="when">
                  <Time at={at} />
                </td>
                <td>{operator ?? <code>{actor}</code>}</td>
                <td>
                  <code>{act}</code>
                </td>
                <td className="wide">
                  <Subject subject={subject} />
                </td>
                <td>
                  <ul className="saw">
                    {Object.entries(detail).map(([name, value]) => (
                      <li key={name}>
                        {name} <code>{String(value)}</code>
                      </li>
                    ))}
                  </ul>
                </td>
              </tr>
            ))}
          </Table>
          {last && <Older path="/audit" query={query} cursor={cursorText(last)} />}
        </>
      ),
    };
  },
};

const linked = new Set(['message', 'run', 'customer']);

const Subject = ({ subject }: { readonly subject: string }) => {
  const [kind = '', id = ''] = subject.split('/');
  return linked.has(kind) ? <a href={`/${kind}s/${id}`}>{subject}</a> : <code>{subject}</code>;
};
