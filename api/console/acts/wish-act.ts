import type { z } from 'zod';
import type { StoreRow } from '../../../db/shop/stores.ts';
import { type Flaw, flawsOf } from '../../events/flaw.ts';
import type { PageDeps } from '../page.ts';
import type { Act, ActRequest, ActResult } from './act.ts';
import { refused } from '../forms/refusal.ts';

/** What a form of wishes is read by and what it then does. */
interface WishAct<Schema extends z.ZodType> {
  /** Of what may be asked for now. */
  readonly schema: (deps: PageDeps) => Schema;
  /** The fields as the api would be told them; those of the frame and empty ones are left out already. */
  readonly wishOf?: (fields: ActRequest['fields'], store: StoreRow) => object;
  /** What is wrong with the wish as it is said of the form, where its fields are others. */
  readonly flawOf?: (flaw: Flaw) => Flaw;
  readonly carryOut: (
    deps: PageDeps,
    asked: ActRequest & { readonly ofStore: StoreRow },
    wish: z.output<Schema>,
  ) => Promise<ActResult | undefined>;
}

/** An act whose fields are a wish of the api: what is wrong with it is said, and nothing is done. */
export const wishAct = <Schema extends z.ZodType>(
  path: string,
  { schema, wishOf = (fields) => fields, flawOf = (flaw) => flaw, carryOut }: WishAct<Schema>,
): Act => ({
  path,
  async carryOut(deps, asked) {
    const ofStore = storeOf(asked);
    if (!ofStore) return undefined;
    const read = schema(deps).safeParse(wishOf(givenFields(asked.fields), ofStore));
    if (read.success) return carryOut(deps, { ...asked, ofStore }, read.data);
    return refused(flawsOf(read.error).map(flawOf));
  },
});

const givenFields = ({ store: _store, ...fields }: ActRequest['fields']): ActRequest['fields'] =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ''));

/** The store that a form is about. */
export const storeOf = ({ stores, fields }: ActRequest): StoreRow | undefined =>
  stores.find(({ id }) => id === fields['store']);

export const whoOf = ({ session }: ActRequest) => ({ actor: `operator:${session.operator.id}` as const });
