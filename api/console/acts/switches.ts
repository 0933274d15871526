import { allowRecipient, disallowRecipient } from '../../operate/switches/allow.ts';
import { pauseSending, resumeSending } from '../../operate/switches/pause.ts';
import { findRecipient } from '../../operate/switches/recipient.ts';
import { switchMode } from '../../operate/switches/switch-mode.ts';
import { switchWishes } from '../../operate/switches/wishes.ts';
import { specs } from '../../specs.ts';
import type { PersonReference } from '../../../db/personal-data/person.ts';
import type { Recipient } from '../../../db/switches/allowlist.ts';
import type { StoreId } from '../../../domain/ids.ts';
import { asUuid } from '../page.ts';
import type { Act, ActResult } from './act.ts';
import { refused } from '../forms/refusal.ts';
import { notSwitchedOn } from './not-switched-on.tsx';
import { storeOf, whoOf, wishAct } from './wish-act.ts';

const wishes = switchWishes(specs.map(({ name }) => name));

/** How far the store or a journey has gone live. */
export const modeAct = wishAct('/switches/mode', {
  schema: () => wishes.mode,
  wishOf: ({ inSpiteOf, ...fields }) => ({ ...fields, ...(inSpiteOf && { inSpiteOf: inSpiteOf.split(',') }) }),
  async carryOut({ db, clock }, asked, { why, ...wish }) {
    const who = { ...whoOf(asked), at: clock.now(), why };
    const switched = await switchMode(db, asked.ofStore, specs, wish, who);
    if (switched.outcome === 'switched') return done(asked.ofStore.id);
    return { shown: notSwitchedOn(asked.ofStore, wish.journey, switched.lacks), status: 409 };
  },
});

export const pauseAct = wishAct('/switches/pause', {
  schema: () => wishes.pause,
  async carryOut({ db, clock }, asked, { why, ...wish }) {
    await pauseSending(db, asked.ofStore.id, wish, { ...whoOf(asked), at: clock.now(), why });
    return done(asked.ofStore.id);
  },
});

export const resumeAct = wishAct('/switches/resume', {
  schema: () => wishes.resume,
  wishOf: ({ pause: _pause, ...fields }) => fields,
  async carryOut({ db, clock }, asked, { why }) {
    const id = asUuid(asked.fields['pause']);
    const store = asked.ofStore.id;
    const resumed = id && (await resumeSending(db, store, id, { ...whoOf(asked), at: clock.now(), why }));
    return resumed ? done(store) : undefined;
  },
});

export const allowAct = wishAct('/switches/allow', {
  schema: () => wishes.recipient,
  wishOf: ({ by = '', name = '', ...rest }) => ({ ...rest, customer: { [by]: name } }),
  flawOf: (flaw) =>
    flaw.field.startsWith('customer')
      ? {
          field: 'name',
          problem: 'must be an e-mail address, a phone number with its country code or an id, as chosen',
        }
      : flaw,
  async carryOut({ db, clock }, asked, wish) {
    const store = asked.ofStore.id;
    const [[kind, value]] = Object.entries(wish.customer) as [[PersonReference['kind'], string]];
    const recipient = await findRecipient(db, store, { kind, value } as PersonReference);
    if (!recipient) return refused([{ field: 'name', problem: 'the store knows no such customer' }]);
    await allowRecipient(db, store, recipient, { ...whoOf(asked), at: clock.now(), why: wish.why });
    return done(store);
  },
});

export const disallowAct: Act = {
  path: '/switches/disallow',
  async carryOut({ db, clock }, asked) {
    const store = storeOf(asked)?.id;
    const { kind, value } = asked.fields;
    if (!store || (kind !== 'customer' && kind !== 'address') || !value) return undefined;
    const recipient: Recipient = { kind, value };
    await disallowRecipient(db, store, recipient, { ...whoOf(asked), at: clock.now(), why: '' });
    return done(store);
  },
};

const done = (store: StoreId): ActResult => ({ to: `/switches?store=${encodeURIComponent(store)}` });

/** Every act of the page of switches. */
export const switchActs: readonly Act[] = [modeAct, pauseAct, resumeAct, allowAct, disallowAct];
