import type { DefinitionRow } from '../../../db/definitions/definitions.ts';
import { savedSegment } from '../../../domain/definitions/definition.ts';
import { definitionSentence } from '../../../domain/definitions/sentences/sentence.ts';
import type { DefinitionPreview } from '../../definitions/preview-definition.ts';
import { ActForm } from '../forms/act-form.tsx';
import { Facts, Table } from '../parts/bits.tsx';
import { useConsole } from '../parts/context.ts';
import { Input, TextArea } from '../forms/field.tsx';
import { Time } from '../parts/time.tsx';
import { formatCount } from '../parts/words.ts';

/** What the form begins with, and who it would be. */
export interface DefinitionDraft {
  readonly name: string;
  readonly text: string;
  readonly basedOn: string;
  readonly preview?: DefinitionPreview;
}

/** One definition: who is in it, what it says, what it said before. */
export const DefinitionBody = (props: {
  readonly store: string;
  readonly rows: readonly (DefinitionRow & { readonly by: string })[];
  readonly draft: DefinitionDraft;
  /** What names it. */
  readonly uses: readonly string[];
}) => {
  const [newest] = props.rows;
  return (
    <>
      {newest && (
        <Facts
          facts={[
            ['Named', <SegmentLink key="named" name={newest.name} />],
            ['Who', definitionSentence(newest.body)],
            ['Stands', newest.state === 'standing' ? `version ${newest.version}` : 'retired: nobody is in it'],
            ['Named by', props.uses.join(', ') || 'nothing yet'],
          ]}
        />
      )}
      {props.draft.preview && <Preview preview={props.draft.preview} />}
      <DraftForm store={props.store} draft={props.draft} isNew={!newest} />
      {newest && <Versions rows={props.rows} />}
      {newest?.state === 'standing' && <Retire store={props.store} name={newest.name} />}
    </>
  );
};

const Preview = ({ preview }: { readonly preview: DefinitionPreview }) => {
  const { sentence, size, margin, share, included, reachable, examples, counted } = preview;
  return (
    <section id="preview" aria-labelledby="preview-title">
      <h2 id="preview-title">Who it is now</h2>
      <p role="status">{sentence}</p>
      <Facts
        facts={[
          ['Customers', margin === 0 ? formatCount(size) : `about ${formatCount(size)}, ± ${formatCount(margin)}`],
          ['Of all', `${share} %`],
          ['Before anybody is left out', formatCount(included)],
          ['By e-mail', formatCount(reachable.email)],
          ['By text message', formatCount(reachable.sms)],
          ['By WhatsApp', formatCount(reachable.whatsapp)],
          ['Looked at', `${formatCount(counted.seen)} customers${counted.part === 1 ? '' : ' that stand for all'}`],
        ]}
      />
      <ul>
        {examples.map((id) => (
          <li key={id}>
            <a href={`/customers/${id}`}>Customer {id.slice(0, 8)}</a>
          </li>
        ))}
      </ul>
    </section>
  );
};

const DraftForm = ({
  store,
  draft,
  isNew,
}: {
  readonly store: string;
  readonly draft: DefinitionDraft;
  readonly isNew: boolean;
}) => (
  <section aria-labelledby="draft-title">
    <h2 id="draft-title">{isNew ? 'Define a segment' : 'Change it'}</h2>
    <ActForm action="/definitions" className="new-key" hidden={{ store, ...(!isNew && { name: draft.name }) }}>
      <Input type="hidden" name="basedOn" defaultValue={draft.basedOn} />
      {isNew && (
        <label>
          Name <Input name="name" defaultValue={draft.name} placeholder="lamp-buyers" maxLength={40} />
        </label>
      )}
      <label>
        Definition, as JSON{' '}
        <TextArea name="definition" rows={18} cols={80} defaultValue={draft.text} spellCheck={false} />
      </label>
      <label>
        Why <Input name="why" maxLength={500} />
      </label>
      <button name="do" value="preview">
        Who would it be?
      </button>
      <button name="do" value="save">
        Save
      </button>
    </ActForm>
  </section>
);

/** Where its size, its history and some of its customers stand. */
const SegmentLink = ({ name }: { readonly name: string }) => {
  const segment = savedSegment(name);
  return <a href={`/segments/${encodeURIComponent(segment)}${useConsole().storeQuery}`}>{segment}</a>;
};

const Versions = ({ rows }: { readonly rows: readonly (DefinitionRow & { readonly by: string })[] }) => (
  <section aria-labelledby="versions-title">
    <h2 id="versions-title">Versions</h2>
    <Table id="versions" caption="Versions" head={['Version', 'Saved', 'By', 'Why', 'Who']} empty="">
      {rows.map((row) => (
        <tr key={row.version}>
          <td>{row.version}</td>
          <td className="when">
            <Time at={row.savedAt} />
          </td>
          <td>{row.by}</td>
          <td className="wide">{row.why}</td>
          <td className="wide">{row.state === 'retired' ? 'retired' : definitionSentence(row.body)}</td>
        </tr>
      ))}
    </Table>
  </section>
);

const Retire = ({ store, name }: { readonly store: string; readonly name: string }) => (
  <ActForm action="/definitions/retire" className="new-key" hidden={{ store, name }}>
    <label>
      Why <Input name="why" required maxLength={500} />
    </label>
    <button>Retire it</button>
  </ActForm>
);
