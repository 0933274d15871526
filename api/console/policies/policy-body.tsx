import type { ListedVersion } from '../../../db/policies/versions.ts';
import type { Flaw } from '../../events/flaw.ts';
import { fieldsOf } from '../../docs/fields.ts';
import type { JsonSchema } from '../../docs/event-schemas.ts';
import { schemaOf, type sectionView } from '../../policies/views.ts';
import { Facts, Table } from '../parts/bits.tsx';
import { Time } from '../parts/time.tsx';
import type { Draft } from './draft.ts';
import { PolicyForm } from './policy-form.tsx';
import { PreviewPart } from './preview-part.tsx';

interface PolicyBodyProps {
  readonly store: string;
  readonly view: ReturnType<typeof sectionView>;
  readonly versions: readonly ListedVersion[];
  readonly draft: Draft;
}

/** One section: what holds, the form that changes it, what its fields mean, and every version that was saved. */
export const PolicyBody = ({ store, view, versions, draft }: PolicyBodyProps) => (
  <>
    <p>{view.about}</p>
    <Facts
      facts={[
        ['Version', view.version ?? 'the default'],
        ['Since', view.since && <Time at={view.since} />],
        ['By', view.savedBy],
        ['Why', view.why],
        ...view.planned.map(
          (next) =>
            [
              `Version ${next.version}`,
              <span key={next.version}>
                takes its place <Time at={next.effectiveAt} />
              </span>,
            ] as const,
        ),
      ]}
    />
    {draft.flaws.length > 0 && <Flaws flaws={draft.flaws} />}
    {draft.preview && <PreviewPart preview={draft.preview} />}
    <section aria-labelledby="change">
      <h2 id="change">Change it</h2>
      <PolicyForm store={store} section={view.section} draft={draft} />
    </section>
    <Fields schema={schemaOf(view.section)} />
    <History versions={versions} />
  </>
);

const Flaws = ({ flaws }: { readonly flaws: readonly Flaw[] }) => (
  <div className="attention" id="flaws" role="alert">
    <p>Nothing was saved:</p>
    <ul>
      {flaws.map(({ field, problem }) => (
        <li key={`${field} ${problem}`}>
          <code>{field}</code> {problem}
        </li>
      ))}
    </ul>
  </div>
);

const Fields = ({ schema }: { readonly schema: JsonSchema }) => (
  <section aria-labelledby="fields-title">
    <h2 id="fields-title">What may be written</h2>
    <Table id="fields" caption="Fields" head={['Field', 'Is', 'Means']} empty="It has no fields.">
      {fieldsOf(schema).map(({ path, type, about }) => (
        <tr key={path}>
          <td>
            <code>{path}</code>
          </td>
          <td>{type}</td>
          <td className="wide">{about}</td>
        </tr>
      ))}
    </Table>
  </section>
);

const History = ({ versions }: Pick<PolicyBodyProps, 'versions'>) => (
  <section aria-labelledby="history-title">
    <h2 id="history-title">History</h2>
    <Table
      id="history"
      caption="Versions, newest first"
      head={['Version', 'Saved', 'From', 'By', 'Why', 'What it says']}
      empty="Nothing was saved yet: the default holds."
    >
      {versions.map(({ version, savedAt, effectiveAt, savedBy, operator, why, body }) => (
        <tr key={version} id={`version-${version}`}>
          <td className="number">{version}</td>
          <td className="when">
            <Time at={savedAt} />
          </td>
          <td className="when">
            <Time at={effectiveAt} />
          </td>
          <td>{operator ?? <code>{savedBy}</code>}</td>
          <td className="wide">{why}</td>
          <td>
            <details>
              <summary>Show</summary>
              <pre>{JSON.stringify(body, null, 2)}</pre>
            </details>
          </td>
        </tr>
      ))}
    </Table>
  </section>
);
