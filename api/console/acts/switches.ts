import type { z } from 'zod';
import { allowRecipient, disallowRecipient } from '../../operate/switches/allow.ts';
import { pauseSending, resumeSending } from '../../operate/switches/pause.ts';
import { findRecipient } from '../../operate/switches/recipient.ts';
import { setMode } from '../../operate/switches/set-mode.ts';
import { switchWishes } from '../../operate/switches/wishes.ts';
import { flawsOf } from '../../events/flaw.ts';
import { specs } from '../../specs.ts';
import type { PersonReference } from '../../../db/personal-data/person.ts';
import type { Recipient } from '../../../db/switches/allowlist.ts';
import type { StoreId } from '../../../domain/ids.ts';
import { asUuid, type PageDeps } from '../page.ts';
import type { Act, ActRequest, ActResult } from './act.ts';

const wishes = switchWishes(specs.map(({ name }) => name));

/** How far the store or a journey has gone live. */
export const modeAct = switching(
  '/switches/mode',
  wishes.mode,
  async ({ db, clock }, asked, store, { why, ...wish }) => {
    await setMode(db, store, wish, { ...whoOf(asked), at: clock.now(), why });
    return done(store);
  },
);

export const pauseAct = switching(
  '/switches/pause',
  wishes.pause,
  async ({ db, clock }, asked, store, { why, ...wish }) => {
    await pauseSending(db, store, wish, { ...whoOf(asked), at: clock.now(), why });
    return done(store);
  },
);

export const resumeAct = switching('/switches/resume', wishes.resume, async ({ db, clock }, asked, store, { why }) => {
  const id = asUuid(asked.fields['pause']);
  const resumed = id && (await resumeSending(db, store, id, { ...whoOf(asked), at: clock.now(), why }));
  return resumed ? done(store) : undefined;
});

export const allowAct = switching('/switches/allow', wishes.recipient, async ({ db, clock }, asked, store, wish) => {
  const [[kind, value]] = Object.entries(wish.customer) as [[PersonReference['kind'], string]];
  const recipient = await findRecipient(db, store, { kind, value } as PersonReference);
  if (!recipient) return { problem: 'The store knows no such customer.' };
  await allowRecipient(db, store, recipient, { ...whoOf(asked), at: clock.now(), why: wish.why });
  return done(store);
});

export const disallowAct: Act = {
  path: '/switches/disallow',
  async carryOut({ db, clock }, asked) {
    const store = storeOf(asked);
    const { kind, value } = asked.fields;
    if (!store || (kind !== 'customer' && kind !== 'address') || !value) return undefined;
    const recipient: Recipient = { kind, value };
    await disallowRecipient(db, store, recipient, { ...whoOf(asked), at: clock.now(), why: '' });
    return done(store);
  },
};

/** An act whose fields are a wish: what is wrong with it is said, and nothing is switched. */
function switching<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  carryOut: (
    deps: PageDeps,
    asked: ActRequest,
    store: StoreId,
    wish: z.output<Schema>,
  ) => Promise<ActResult | undefined>,
): Act {
  return {
    path,
    async carryOut(deps, asked) {
      const store = storeOf(asked);
      if (!store) return undefined;
      const read = schema.safeParse(wishOf(asked.fields));
      if (read.success) return carryOut(deps, asked, store, read.data);
      return { problem: `Nothing was switched: ${flawsOf(read.error).map(sentence).join('; ')}.` };
    },
  };
}

const sentence = ({ field, problem }: { readonly field: string; readonly problem: string }): string =>
  `${field || 'the form'}: ${problem}`;

/** The form's fields as the api would be told them: an empty one is none, and `email` names a customer. */
const wishOf = ({ csrf: _csrf, store: _store, pause: _pause, ...fields }: ActRequest['fields']): object => {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ''));
  const { by, name, ...rest } = given;
  return by === undefined ? given : { ...rest, customer: { [by]: name ?? '' } };
};

const storeOf = ({ stores, fields }: ActRequest): StoreId | undefined =>
  stores.find(({ id }) => id === fields['store'])?.id;

const whoOf = ({ session }: ActRequest) => ({ actor: `operator:${session.operator.id}` as const });

const done = (store: StoreId): ActResult => ({ to: `/switches?store=${encodeURIComponent(store)}` });

/** Every act of the page of switches. */
export const switchActs: readonly Act[] = [modeAct, pauseAct, resumeAct, allowAct, disallowAct];
