import { bodiesOf, readDefinitions } from '../../../db/definitions/definitions.ts';
import type { StoreId } from '../../../domain/ids.ts';
import { definitionBody, definitionName } from '../../definitions/definition-body.ts';
import { previewDefinition } from '../../definitions/preview-definition.ts';
import { retireDefinition } from '../../definitions/retire-definition.ts';
import { flawsAmong, saveDefinition } from '../../definitions/save-definition.ts';
import { findUnstorable } from '../../events/storable.ts';
import { type Flaw, flawsOf } from '../../events/flaw.ts';
import { why } from '../../operate/fields.ts';
import { specs } from '../../specs.ts';
import type { Act } from '../acts/act.ts';
import { refused } from '../forms/refusal.ts';
import { storeOf, whoOf } from '../acts/wish-act.ts';
import { showDefinition } from './definition-pages.tsx';

const body = definitionBody(specs.map(({ name }) => name));

/** Says who a definition would be, or saves it. */
const changeAct: Act = {
  path: '/definitions',
  async carryOut({ db, clock }, asked) {
    const store = storeOf(asked);
    if (!store) return undefined;
    const { name = '', definition: text = '', basedOn = '', why: reason = '' } = asked.fields;
    const again = async (flaws: readonly Flaw[]) => ({
      shown: await showDefinition(db, store, clock.now(), { name }),
      status: 422,
      refusal: refused(flaws),
    });
    const given = readJson(text);
    if (given.flaw) return again([given.flaw]);
    const read = body.safeParse(given.json);
    if (!read.success) return again(flawsOf(read.error, ['definition']));
    const isPreview = asked.fields['do'] === 'preview';
    const named = definitionName.safeParse(name);
    if (!named.success && !(isPreview && name === ''))
      return again([{ field: 'name', problem: named.error.issues[0]!.message }]);
    if (isPreview) {
      const flaws = flawsAmong(name, read.data, bodiesOf(await readDefinitions(db, store.id)));
      if (flaws.length > 0) return again(flaws);
      const preview = await previewDefinition(db, store, read.data, clock.now());
      return { shown: await showDefinition(db, store, clock.now(), { name, preview }) };
    }
    const because = why.safeParse(reason);
    if (!because.success) return again([{ field: 'why', problem: because.error.issues[0]!.message }]);
    const wish = { store: store.id, name, definition: read.data, basedOn: Number(basedOn), why: because.data };
    const saving = await saveDefinition({ db, clock }, wish, whoOf(asked).actor);
    if (saving.outcome === 'invalid') return again(saving.flaws);
    if (saving.outcome === 'conflict') {
      const problem = `Somebody saved version ${saving.latest} meanwhile; nothing was changed. Look at it first.`;
      return { ...(await again([])), status: 409, refusal: { problem } };
    }
    return { to: pathOf(store.id, name) };
  },
};

const retireAct: Act = {
  path: '/definitions/retire',
  async carryOut({ db, clock }, asked) {
    const store = storeOf(asked);
    const { name = '' } = asked.fields;
    const because = why.safeParse(asked.fields['why']);
    if (!store || !definitionName.safeParse(name).success) return undefined;
    if (!because.success) return refused([{ field: 'why', problem: because.error.issues[0]!.message }]);
    const wish = { store: store.id, name, why: because.data };
    const retiring = await retireDefinition({ db, clock, specs }, wish, whoOf(asked).actor);
    if (retiring.outcome === 'unknown') return undefined;
    if (retiring.outcome === 'in use') {
      return { problem: `It was left as it is: ${retiring.by.join(', ')} names it. Take it out of there first.` };
    }
    return { to: pathOf(store.id, name) };
  },
};

const pathOf = (store: StoreId, name: string): string => `/definitions/${name}?store=${encodeURIComponent(store)}`;

const readJson = (text: string): { readonly json?: unknown; readonly flaw?: Flaw } => {
  try {
    const json: unknown = JSON.parse(text);
    const unstorable = findUnstorable(json);
    return unstorable ? { flaw: unstorable } : { json };
  } catch {
    return { flaw: { field: 'definition', problem: 'is not JSON' } };
  }
};

export const definitionActs: readonly Act[] = [changeAct, retireAct];
