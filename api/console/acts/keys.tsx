import { KeyRefusedError, KeyUnknownError } from '../../access/keys/errors.ts';
import { createKey, type MadeKey, revokeKey, rotateKey } from '../../access/keys/keys.ts';
import { type KeyWish, toMillis, toScopes } from '../../access/keys/wish.ts';
import { type ApiKeyKind, apiKeyKinds } from '../../../domain/access.ts';
import { durationMillis } from '../../../domain/time/duration.ts';
import type { PageDeps } from '../page.ts';
import type { Act, ActRequest, ActResult } from './act.ts';

/** How long a key goes on beside the one that replaces it. */
const overlap = '7 days';

/** Making, replacing and revoking keys: one address, so that a reload of the answer shows the keys. */
export const keysAct: Act = {
  path: '/keys',
  async carryOut(deps, asked) {
    const { revoke, rotate } = asked.fields;
    try {
      if (revoke !== undefined) return await revokeOne(deps, asked, revoke);
      return rotate === undefined ? await create(deps, asked) : await replace(deps, asked, rotate);
    } catch (error) {
      if (error instanceof KeyUnknownError) return undefined;
      if (error instanceof KeyRefusedError) {
        const { field, message } = error;
        return { problem: message, ...(field && { flaws: [{ field, problem: message }] }) };
      }
      throw error;
    }
  },
};

const actorOf = ({ session }: ActRequest) => `operator:${session.operator.id}` as const;

const create = async (deps: PageDeps, asked: ActRequest): Promise<ActResult | undefined> => {
  const { stores, fields, all } = asked;
  const store = stores.find(({ id }) => id === fields['store']);
  if (!store) return undefined;
  const wish: KeyWish = {
    store: store.id,
    name: fields['name'] || undefined,
    kind: apiKeyKinds.find((kind) => kind === fields['kind']) ?? 'secret',
    scopes: toScopes(all('scope')),
    origins: all('origin').filter((origin) => origin !== ''),
    lifeMillis: fields['expires'] ? toMillis(fields['expires']) : undefined,
  };
  return shownOnce('A new key', await createKey(deps, wish, actorOf(asked)), wish.kind);
};

const replace = async (deps: PageDeps, asked: ActRequest, id: string): Promise<ActResult> => {
  const made = await rotateKey(deps, id, durationMillis(overlap), actorOf(asked));
  return shownOnce(`A key in place of another, which goes on for ${overlap}`, made, made.kind);
};

const revokeOne = async (deps: PageDeps, asked: ActRequest, id: string): Promise<ActResult> => {
  const { storeId } = await revokeKey(deps, id, actorOf(asked));
  return { to: `/keys?store=${encodeURIComponent(storeId)}` };
};

const shownOnce = (title: string, { key, line }: MadeKey, kind: ApiKeyKind): ActResult => ({
  shown: {
    title,
    section: 'keys',
    body: (
      <>
        <p>Copy it now: it is shown this once.</p>
        <p>
          <code id="key">{key}</code>
        </p>
        {kind === 'signing' && (
          <p>
            It signs what is posted to <code>/v1/signed-events/{line}</code>.
          </p>
        )}
        <p>
          <a className="button" href="/keys">
            Done
          </a>
        </p>
      </>
    ),
  },
});
