import { listApiKeys, type ListedKey } from '../../../db/access/api-keys.ts';
import { apiKeyKinds, scopes } from '../../../domain/access.ts';
import type { Page } from '../page.ts';
import { ActForm } from '../forms/act-form.tsx';
import { Badge, Table } from '../parts/bits.tsx';
import { FieldFlaws, Input, Selection, Tick } from '../forms/field.tsx';
import { Time } from '../parts/time.tsx';
import type { Standing } from '../parts/words.ts';

/** The store's API keys: what each may do and when it was used; made, replaced and revoked here. */
export const keysPage: Page = {
  path: '/keys',
  async show({ db, clock }, { store }) {
    if (!store) return { title: 'Keys', section: 'keys', body: <p>There is no store yet.</p> };
    const keys = await listApiKeys(db, store.id);
    const now = new Date(clock.now());
    return {
      title: 'Keys',
      section: 'keys',
      body: (
        <>
          <Table
            id="keys"
            caption="API keys"
            head={['Key', 'For', 'May', 'Made', 'Used', 'Stands', '']}
            empty="No key yet: the store cannot tell anything."
          >
            {keys.map((key) => (
              <KeyRow key={key.id} apiKey={key} now={now} />
            ))}
          </Table>
          <NewKey store={store.id} />
        </>
      ),
    };
  },
};

const mayWords = ({ kind, scopes: may, origins, line }: ListedKey): string => {
  if (kind === 'browser') return `in pages of ${origins.join(', ')}`;
  return kind === 'signing' ? `signs /v1/signed-events/${line}` : may.join(', ');
};

const KeyRow = ({ apiKey, now }: { readonly apiKey: ListedKey; readonly now: Date }) => {
  const { id, hint, name, createdAt, lastUsedAt } = apiKey;
  const standing = standingOf(apiKey, now);
  return (
    <tr id={`key-${id}`}>
      <td>
        <code>{hint ?? id.slice(0, 8)}</code>
      </td>
      <td>{name ?? <span className="note">no name</span>}</td>
      <td className="wide">{mayWords(apiKey)}</td>
      <td className="when">
        <Time at={createdAt} />
      </td>
      <td className="when">{lastUsedAt ? <Time at={lastUsedAt} /> : 'never'}</td>
      <td>
        <Badge standing={standing} />
        {apiKey.expiresAt && (
          <span className="note">
            until <Time at={apiKey.expiresAt} />
          </span>
        )}
      </td>
      <td>
        {standing.tone === 'good' && (
          <ActForm action="/keys">
            <button name="rotate" value={id}>
              Replace
            </button>
            <button name="revoke" value={id}>
              Revoke
            </button>
          </ActForm>
        )}
      </td>
    </tr>
  );
};

const standingOf = ({ revokedAt, expiresAt }: ListedKey, now: Date): Standing => {
  if (revokedAt) return { tone: 'held', words: 'Revoked' };
  if (expiresAt && expiresAt <= now) return { tone: 'held', words: 'Expired' };
  return { tone: 'good', words: 'Works' };
};

const NewKey = ({ store }: { readonly store: string }) => (
  <section aria-labelledby="new">
    <h2 id="new">A new key</h2>
    <ActForm action="/keys" className="new-key" hidden={{ store }}>
      <label>
        For <Input name="name" maxLength={100} required />
      </label>
      <label>
        Kind
        <Selection name="kind">
          {apiKeyKinds.map((kind) => (
            <option key={kind}>{kind}</option>
          ))}
        </Selection>
      </label>
      <fieldset>
        <legend>May</legend>
        <FieldFlaws of="scope" />
        {scopes.map((scope) => (
          <label key={scope}>
            <Tick name="scope" value={scope} defaultChecked={scope === 'ingest'} /> {scope}
          </label>
        ))}
      </fieldset>
      <label>
        Origin of its pages, of a browser key <Input name="origin" placeholder="https://shop.example" />
      </label>
      <label>
        Works for <Input name="expires" placeholder="90d, or for ever" />
      </label>
      <button>Make it</button>
    </ActForm>
  </section>
);
