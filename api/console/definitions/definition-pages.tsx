import type { Database } from '../../../db/client.ts';
import { listDefinitions, listDefinitionVersions } from '../../../db/definitions/definitions.ts';
import { namesOf } from '../../../db/pages/operator-names.ts';
import type { StoreRow } from '../../../db/shop/stores.ts';
import { definitionSentence } from '../../../domain/definitions/sentences/sentence.ts';
import type { Millis } from '../../../domain/time/instant.ts';
import { previewDefinition } from '../../definitions/preview-definition.ts';
import { usesOf } from '../../definitions/uses-of.ts';
import { specs } from '../../specs.ts';
import type { Page, Shown } from '../page.ts';
import { Table, withQuery } from '../parts/bits.tsx';
import { useConsole } from '../parts/context.ts';
import type { DefinitionPreview } from '../../definitions/preview-definition.ts';
import { DefinitionBody } from './definition-body.tsx';

/** The segments that a store defined itself, and a form for one more (R112). */
export const definitionsPage: Page = {
  path: '/definitions',
  async show({ db, clock }, { store }) {
    if (!store)
      return { title: 'Definitions', section: 'definitions', body: <p className="empty">There is no store yet.</p> };
    return showDefinition(db, store, clock.now());
  },
};

/** One of them. */
export const definitionPage: Page = {
  path: '/definitions/:name',
  async show({ db, clock }, { params, store }) {
    const name = params['name'] ?? '';
    if (!store || !/^[a-z0-9-]{1,40}$/u.test(name)) return undefined;
    const rows = await listDefinitionVersions(db, store.id, name);
    return rows.length === 0 ? undefined : showDefinition(db, store, clock.now(), { name });
  },
};

const example = {
  title: { fr: 'Acheteurs de lampes', en: 'Lamp buyers' },
  goal: { outcome: 'repurchase', within: '30 days' },
  include: { and: [{ orders: { category: 'lamps', within: '365 days' } }, { consent: { channel: 'email' } }] },
  exclude: { orders: { within: '7 days' } },
};

/** The page of a definition, or of all; `draft`: the one that is written, and who it would be. */
export const showDefinition = async (
  db: Database,
  store: StoreRow,
  now: Millis,
  draft: { readonly name?: string; readonly preview?: DefinitionPreview } = {},
): Promise<Shown> => {
  const { name = '' } = draft;
  const versions = name === '' ? [] : await listDefinitionVersions(db, store.id, name);
  const [newest] = versions;
  const [uses, preview, all, nameOf] = await Promise.all([
    newest ? usesOf(db, store.id, name, specs, now) : [],
    draft.preview ?? (newest?.state === 'standing' ? previewDefinition(db, store, newest.body, now) : undefined),
    newest ? [] : listDefinitions(db, store.id),
    namesOf(
      db,
      versions.map(({ savedBy }) => savedBy),
    ),
  ]);
  const text = JSON.stringify(newest?.body ?? example, null, 2);
  const blank = { name, text, basedOn: String(newest?.version ?? 0), ...(preview && { preview }) };
  return {
    title: newest ? `Definition ${name}` : 'Definitions',
    section: 'definitions',
    store,
    body: (
      <>
        {!newest && <Definitions rows={all} />}
        <DefinitionBody
          store={store.id}
          rows={versions.map((row) => ({ ...row, by: nameOf(row.savedBy) }))}
          draft={blank}
          uses={uses}
        />
      </>
    ),
  };
};

const Definitions = ({ rows }: { readonly rows: Awaited<ReturnType<typeof listDefinitions>> }) => {
  const { storeQuery } = useConsole();
  return (
    <Table
      id="definitions"
      caption="Definitions"
      head={['Name', 'Who', 'Version']}
      empty="The shop has defined no segment of its own yet."
    >
      {rows.map(({ name, version, state, body }) => (
        <tr key={name}>
          <td>
            <a href={withQuery(`/definitions/${name}${storeQuery}`, {})}>{`saved:${name}`}</a>
          </td>
          <td className="wide">{state === 'retired' ? 'retired' : definitionSentence(body)}</td>
          <td>{version}</td>
        </tr>
      ))}
    </Table>
  );
};
