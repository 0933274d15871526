import type { Act, Group, House, PlannedPerson, PlannedRun, Story } from './story.ts';

/** A house that lets everything go out. */
export const openHouse: House = {
  hours: [0, 24],
  caps: [],
  exclusive: false,
  journeysADay: null,
  newsletterPause: false,
  servicePause: false,
  audience: 'everybody',
  referralPage: true,
  loyaltyPage: true,
  campaign: { opens: 0, lasts: 30 },
  pricesKnown: 40,
  holdout: 0,
  buyersPause: 0,
  ramp: null,
  volume: null,
  brake: null,
  textFrom: 0,
  textBudget: null,
  pool: 9,
  codesEach: 2,
  basketFrom: 0,
  withoutCode: 'without',
  stockFresh: null,
};

/** Somebody who may be written to. */
export const anybody: PlannedPerson = {
  zone: 'Europe/Paris',
  consent: 'granted',
  textConsent: 'granted',
  knownFor: 3,
  clicked: 1,
  ordered: null,
  orderLate: false,
  member: false,
  ambassador: false,
  saw: 2_500,
  suppressed: false,
  address: true,
  restored: false,
  product: 'lamp',
  quantity: 3,
  bestHour: null,
  signUp: null,
};

const run = (journey: PlannedRun['journey'], changes: Partial<PlannedRun> = {}): PlannedRun => ({
  who: 0,
  journey,
  dueIn: 1,
  usefulFor: 3,
  idle: false,
  ...changes,
});

const at = (after: Group['after'], acts: readonly Act[] = [], more: Partial<Group> = {}): Group => ({
  after,
  acts,
  away: false,
  early: false,
  twice: false,
  ...more,
});

interface Given {
  readonly house?: Partial<House>;
  readonly person?: Partial<PlannedPerson>;
  readonly runs?: readonly PlannedRun[];
  readonly groups?: readonly Group[];
}

/** A story of one person, one reminder an hour after noon, and what happens half an hour after noon. */
const storyOf = ({ house, person, runs = [run('priceDrop')], groups = [] }: Given): Story => ({
  house: { ...openHouse, ...house },
  people: [{ ...anybody, ...person }],
  runs,
  groups,
  answers: ['accepts'],
});

const before = (...acts: readonly Act[]): Given => ({ groups: [at(30, acts)] });

/** What a gate without one of its rules gets wrong. */
export interface Mistake {
  readonly story: Story;
  /** The check of the judge that sees it. */
  readonly seen?: string;
  /** In its place: why nothing goes out without the rule either. */
  readonly elsewhere?: string;
}

const mistake = (seen: string, given: Given): Mistake => ({ seen, story: storyOf(given) });
const guarded = (elsewhere: string, given: Given): Mistake => ({ elsewhere, story: storyOf(given) });

const nothingToRender = 'there is nothing that the message could be made of';
/** For what is asked about every second, in vain: useful for two of them. */
const brief = [run('priceDrop', { usefulFor: 0.0006 })];

/** By the name of the rule that is left out: a story in which that is seen. */
export const mistakes: Readonly<Record<string, Mistake>> = {
  'not-due': mistake('due', { groups: [at(30, [], { early: true })] }),
  'still-wanted': mistake('run not ended', before({ kind: 'buy', who: 0 })),
  touched: mistake('left alone for an hour', {
    runs: [run('priceDrop', { idle: true })],
    ...before({ kind: 'touch', who: 0 }),
  }),
  'newer-cart': mistake('newest cart', before({ kind: 'newCart', who: 0 })),
  'too-old': mistake('of use', { groups: [at(600, [], { away: true })] }),
  confirmation: mistake('sign-up waits', { person: { signUp: 0.5 }, runs: [run('signUp')] }),
  'order-stands': mistake('order stands', {
    person: { ordered: 100 },
    runs: [run('ask')],
    ...before({ kind: 'cancelOrder', who: 0 }),
  }),
  'delay-stands': mistake('order still late', {
    person: { ordered: 100, orderLate: true },
    runs: [run('late')],
    ...before({ kind: 'deliverOrder', who: 0 }),
  }),
  'campaign-moment': mistake('while the campaign holds', {
    runs: [run('sale')],
    ...before({ kind: 'moveCampaign', opens: 2 }),
  }),
  'alert-stands': mistake('true of the product', {
    runs: [run('cheaper')],
    groups: [
      at(10, [{ kind: 'price', product: 'lamp', price: 2_000 }]),
      at(20, [{ kind: 'price', product: 'lamp', price: 3_000 }]),
    ],
  }),
  invitation: mistake('not in it yet', { person: { member: true }, runs: [run('joinClub')] }),
  content: guarded(nothingToRender, { house: { referralPage: false }, runs: [run('invite', { usefulFor: 0.0006 })] }),
  'recent-buyer': mistake('buyers left alone', {
    house: { buyersPause: 3 },
    runs: [run('letter')],
    ...before({ kind: 'buy', who: 0 }),
  }),
  erased: guarded('an erasure ends every run and takes every address', before({ kind: 'erase', who: 0 })),
  consent: mistake('consent', before({ kind: 'consent', who: 0, state: 'withdrawn' })),
  'last-contact': mistake('contact within three years', { person: { knownFor: 1_200, clicked: null } }),
  suppression: mistake('not suppressed', before({ kind: 'suppress', who: 0 })),
  restored: mistake('not restored over', { person: { restored: true } }),
  address: guarded(nothingToRender, { person: { address: false }, runs: brief }),
  'sending-mode': mistake('switched on', before({ kind: 'mode', mode: 'off', journey: '*' })),
  paused: mistake('not paused', { groups: [at(30, [{ kind: 'pause', scope: {}, rule: 'shift' }]), at(60)] }),
  holdout: mistake('holdout', { house: { holdout: 100 } }),
  'something-to-show': guarded(nothingToRender, {
    runs: brief,
    ...before({ kind: 'stock', product: 'lamp', stock: 0 }),
  }),
  'fresh-products': guarded(nothingToRender, { house: { stockFresh: 5 }, runs: brief }),
  'in-stock': guarded(nothingToRender, { runs: brief, ...before({ kind: 'stock', product: 'lamp', stock: 0 }) }),
  'sms-worth': mistake('worth a text message', { house: { textFrom: 20_000 }, runs: [run('cartText')] }),
  proposals: mistake('in stock', {
    runs: [run('refill')],
    ...before({ kind: 'stock', product: 'lamp', stock: 0 }),
  }),
  'quiet-hours': mistake('decent hours', { house: { hours: [8, 12] } }),
  audience: mistake('in the audience', { house: { audience: 'members' }, runs: [run('letter')] }),
  'best-hour': mistake('in their best hours', { person: { bestHour: 9 }, runs: [run('timed', { usefulFor: 36 })] }),
  'newsletter-pause': mistake('newsletter pause', {
    house: { newsletterPause: true },
    runs: [run('priceDrop'), run('letter', { dueIn: 2 })],
  }),
  'service-case': mistake('no question open', {
    house: { servicePause: true },
    runs: [run('letter')],
    ...before({ kind: 'askService', who: 0 }),
  }),
  exclusivity: mistake('exclusivity', {
    house: { exclusive: true },
    runs: [run('priceDrop'), run('winBack', { dueIn: 2 })],
  }),
  'journeys-a-day': mistake('journeys a day', {
    house: { journeysADay: 1 },
    runs: [run('priceDrop'), run('winBack', { dueIn: 2 })],
  }),
  caps: mistake('caps', {
    house: { caps: [{ channel: 'email', atMost: 1, per: { rolling: 24 } }] },
    runs: [run('priceDrop'), run('winBack', { dueIn: 2 })],
  }),
  'reserved-for-higher': mistake('last place', {
    house: { caps: [{ channel: 'email', atMost: 1, per: { rolling: 24 } }] },
    runs: [run('winBack'), run('cartAbandonment', { dueIn: 2 })],
  }),
  'sms-budget': guarded('the day has no more money to take', {
    house: { textBudget: 6 },
    runs: [run('cartText', { usefulFor: 0.0006 })],
  }),
  offer: mistake('codes', { house: { pool: 0, withoutCode: 'withhold' }, runs: [run('winBack')] }),
  sunset: mistake('not cold', { person: { knownFor: 400, clicked: 190 }, runs: [run('letter')] }),
  brake: mistake('brake', {
    house: { brake: 30 },
    runs: [run('parcel', { dueIn: 0 }), run('review', { dueIn: 0 }), run('priceDrop', { dueIn: 2 })],
    groups: [at(1), at(30, [{ kind: 'bounce', nth: 0 }])],
  }),
  volume: mistake('volume', {
    house: { volume: 2 },
    runs: [run('parcel', { dueIn: 0 }), run('review', { dueIn: 0 }), run('winBack', { dueIn: 1 })],
  }),
  ramp: mistake('active enough for a warm-up', { house: { ramp: 3 }, person: { clicked: 40 } }),
  shadow: mistake('switched on', before({ kind: 'mode', mode: 'shadow', journey: '*' })),
};

/** By the name of a rule that no story tells of yet: the test that shows it at work. */
export const untold: Readonly<Record<string, string>> = {
  'approved-words': 'test/gate/rules/sms.test.ts',
};
