import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { tellConsentChange } from '../../../../api/intake/tell-consent-change.ts';
import type { Queries } from '../../../../db/client.ts';
import { takeAddressEvent } from '../../../../db/customers/address-events.ts';
import { unsubscribe } from '../../../../db/customers/unsubscribe.ts';
import { cartId } from '../../../../db/ids.ts';
import { lockCustomer } from '../../../../db/ledger/ledger.ts';
import { markErased } from '../../../../db/personal-data/mark-erased.ts';
import { carts, runs } from '../../../../db/schema/index.ts';
import { store } from '../../world.ts';
import type { Against } from '../history/history.ts';
import { type Act, endedByOrder } from '../story/story.ts';
import { latest } from '../history/timeline.ts';
import { change, type Done, hash, nothing, specs, type Stage, tell } from './stage.ts';

/** The act of this kind. */
export type Of<Kind extends Act['kind']> = Extract<Act, { readonly kind: Kind }>;

/** Runs of a person, by their place in the story. */
const runsOf = ({ story }: Stage, who: number): readonly number[] =>
  story.runs.flatMap((run, index) => (run.who === who ? [index] : []));

/** An order by intake: the customer's lock first, then the exits of their runs, in one transaction. */
export const buy = async (stage: Stage, { who }: Of<'buy'>): Promise<Done> => {
  const { cast, clock, history, story } = stage;
  // The names of who was erased lead to nobody: the shop's next word is about somebody new.
  if (latest(history.erased[who]!)) return nothing;
  const { customer } = cast.people[who]!;
  const total = { amount: 4_000, currency: 'EUR' };
  await tell(stage, 'order.placed', { orderId: randomUUID(), lines: [], total }, { id: customer });
  const stopped = runsOf(stage, who).filter(
    (run) => endedByOrder.includes(story.runs[run]!.journey) && latest(history.exit[run]!) === null,
  );
  return {
    changes: [
      ...stopped.map((run) => change(history.exit[run]!, 'order.placed')),
      change(history.ordered[who]!, clock.now()),
      change(history.acted[who]!, clock.now()),
    ],
    ...(stopped.length > 0 && { commit: ['exit', customer] as const }),
  };
};

export const changeConsent = async (stage: Stage, { who, state, list }: Of<'consent'>): Promise<Done> => {
  const { cast, clock, history } = stage;
  if (latest(history.erased[who]!)) return nothing;
  const { customer } = cast.people[who]!;
  const at = clock.now();
  const data = { channel: 'email', purpose: 'marketing', state, source: 'form', ...(list && { list }) };
  await tell(stage, 'customer.consent_changed', data, { id: customer });
  const acts = { ...latest(history.consent[who]!), [list ?? 'whole']: { state, at } };
  return {
    changes: [
      change(history.consent[who]!, acts),
      // Who leaves does nothing by which marketing might go on.
      ...(state === 'granted' ? [change(history.acted[who]!, at)] : []),
    ],
    commit: ['consent', customer],
  };
};

/** The shop tells of their points. */
export const joinClub = async (stage: Stage, { who }: Of<'joinClub'>): Promise<Done> => {
  const { cast, history } = stage;
  if (latest(history.erased[who]!)) return nothing;
  const { customer } = cast.people[who]!;
  await tell(stage, 'loyalty.changed', { points: 20, why: 'earned' }, { id: customer });
  return { changes: [change(history.member[who]!, true)], commit: ['member', customer] };
};

export const worse = (one: Against, other: Against): Against => (one === 'everything' ? one : other);

/** The link of a message. */
export const leave = async ({ db, cast, clock, history }: Stage, { who }: Of<'unsubscribe'>): Promise<Done> => {
  const { customer, email } = cast.people[who]!;
  const owner = { storeId: store, customerId: customer, channel: 'email', address: email } as const;
  const at = clock.now();
  await unsubscribe(db, owner, new Date(at), tellConsentChange(specs, clock));
  return {
    changes: [
      change(history.consent[who]!, { ...latest(history.consent[who]!), whole: { state: 'withdrawn', at } }),
      change(history.suppressed[who]!, worse(latest(history.suppressed[who]!), 'marketing')),
    ],
    commit: ['consent', customer],
  };
};

/** A question to customer service, and its answer; one at a time. */
export const askService = async (stage: Stage, { who, kind }: Of<'askService' | 'hearFromService'>): Promise<Done> => {
  const { cast, clock, history } = stage;
  const known = latest(history.question[who]!);
  const isOpen = known !== null && known.closedAt === null;
  if (latest(history.erased[who]!) || (kind === 'askService') === isOpen) return nothing;
  const { customer } = cast.people[who]!;
  const at = clock.now();
  if (kind === 'askService' && known !== null && at <= known.closedAt!) return nothing;
  await tell(stage, isOpen ? 'ticket.closed' : 'ticket.opened', { ticketId: `of ${customer}` }, { id: customer });
  const question = isOpen ? { ...known, closedAt: at } : { openedAt: at, closedAt: null };
  return {
    changes: [change(history.question[who]!, question), ...(isOpen ? [] : [change(history.acted[who]!, at)])],
  };
};

/** A reply to a text message. */
export const stop = async ({ db, cast, clock, history }: Stage, { who }: Of<'stop'>): Promise<Done> => {
  const { phone } = cast.people[who]!;
  if (latest(history.erased[who]!)) return nothing;
  const at = new Date(clock.now());
  const id = randomUUID();
  const told = { provider: 'twilio', eventId: id, type: 'reply', occurredAt: at, receivedAt: at } as const;
  const reply = { id, words: ' Arrêt ! ' };
  await takeAddressEvent(
    db,
    { ...told, channel: 'sms', address: phone, act: 'suppress', reason: 'stopped', reply },
    tellConsentChange(specs, clock),
  );
  return {
    changes: [change(history.textConsent[who]!, 'none'), change(history.stopped[who]!, true)],
    commit: ['suppressed', phone],
  };
};

export const erase = async ({ db, cast, clock, history }: Stage, { who }: Of<'erase'>): Promise<Done> => {
  const { customer } = cast.people[who]!;
  const request = { store, customer, actor: 'command:test', now: new Date(clock.now()) } as const;
  await db.transaction(async (queries) => markErased(queries, hash, request));
  return { changes: [change(history.erased[who]!, true)], commit: ['erased', customer] };
};

/** What the customer does with their cart, under the lock that intake takes. */
export const changeCart = async (stage: Stage, { who, kind }: Of<'empty' | 'newCart' | 'touch'>): Promise<Done> => {
  const { db, cast, clock, history } = stage;
  const at = clock.now();
  const { customer, cart } = cast.people[who]!;
  await db.transaction(async (queries) => {
    await lockCustomer(queries, customer);
    if (kind === 'empty') await queries.update(carts).set({ state: 'emptied' }).where(eq(carts.id, cart));
    if (kind === 'newCart') await fillAnother(queries, cart, new Date(at));
    if (kind === 'touch') {
      const touchedAt = new Date(at);
      await queries.update(runs).set({ touchedAt }).where(eq(runs.customerId, customer));
    }
  });
  if (kind === 'empty') return { changes: [change(history.cart[who]!, 'emptied')] };
  if (kind === 'newCart') return { changes: [change(history.newerCart[who]!, true)] };
  return { changes: runsOf(stage, who).map((run) => change(history.touched[run]!, at)) };
};

const fillAnother = async (queries: Queries, cart: ReturnType<typeof cartId>, updatedAt: Date): Promise<void> => {
  const [known] = await queries.select().from(carts).where(eq(carts.id, cart));
  const name = randomUUID();
  await queries
    .insert(carts)
    .values({ ...known!, id: cartId(store, name), externalId: name, state: 'open', updatedAt });
};
