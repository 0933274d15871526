import fc from 'fast-check';
import type { Rank } from '../../../../domain/journey.ts';
import { pauseRules } from '../../../../domain/switches/pause.ts';
import { sendingModes } from '../../../../domain/switches/sending-mode.ts';
import {
  aboutCart,
  type Act,
  type Group,
  type House,
  type JourneyName,
  journeyNames,
  journeys,
  lists,
  type PlannedCap,
  type PlannedPerson,
  type PlannedRun,
  productNames,
  type Story,
  zones,
} from './story.ts';

/** Usually the one, now and then the others: every rule has its turn, and most may still be written to. */
const rarely = <Value>(usual: Value, weight: number, ...others: readonly Value[]): fc.Arbitrary<Value> =>
  fc.oneof(
    { weight, arbitrary: fc.constant(usual) },
    ...others.map((other) => ({ weight: 1, arbitrary: fc.constant(other) })),
  );

const ranks: readonly Rank[] = ['cart', 'replenishment', 'win-back', 'newsletter', 'post-purchase'];
const cap: fc.Arbitrary<PlannedCap> = fc.record(
  {
    channel: fc.constantFrom('email', 'all'),
    ranks: fc.subarray([...ranks], { minLength: 1, maxLength: 3 }),
    atMost: fc.integer({ min: 1, max: 3 }),
    per: fc.constantFrom<PlannedCap['per']>(
      { rolling: 24 },
      { rolling: 60 },
      { rolling: 168 },
      { civil: 'day' },
      { civil: 'week' },
    ),
  },
  { requiredKeys: ['channel', 'atMost', 'per'] },
);

const house: fc.Arbitrary<House> = fc.record({
  hours: rarely<House['hours']>([0, 24], 1, [7, 22], [8, 12], [15, 16]),
  caps: fc.array(cap, { maxLength: 3 }),
  exclusive: fc.boolean(),
  journeysADay: rarely<number | null>(null, 2, 1, 2),
  newsletterPause: fc.boolean(),
  servicePause: fc.boolean(),
  audience: rarely<House['audience']>('everybody', 2, 'members', 'no ambassadors'),
  referralPage: rarely(true, 3, false),
  loyaltyPage: rarely(true, 3, false),
  campaign: fc.record({ opens: fc.constantFrom(-3, 1, 20), lasts: fc.constantFrom(3, 30) }),
  pricesKnown: rarely(40, 4, 10),
  holdout: rarely(0, 10, 40, 100),
  buyersPause: fc.constantFrom(0, 1, 3),
  ramp: rarely<number | null>(null, 4, 1, 3),
  volume: rarely<number | null>(null, 4, 2),
  brake: rarely<number | null>(null, 4, 30),
  textFrom: fc.constantFrom(0, 5_000),
  textBudget: rarely<number | null>(null, 2, 7, 14),
  pool: fc.constantFrom(0, 1, 2, 8),
  codesEach: fc.constantFrom(1, 2),
  basketFrom: fc.constantFrom(0, 5_000),
  withoutCode: fc.constantFrom('without', 'withhold'),
  stockFresh: rarely<number | null>(null, 3, 24),
});

const person: fc.Arbitrary<PlannedPerson> = fc.record({
  zone: fc.constantFrom(...zones),
  consent: rarely<PlannedPerson['consent']>('granted', 12, 'advice', 'none'),
  textConsent: rarely<PlannedPerson['textConsent']>('granted', 12, 'none'),
  knownFor: rarely(3, 12, 200, 1_200),
  clicked: rarely<number | null>(1, 8, null, 20, 40, 190),
  ordered: rarely<number | null>(null, 4, 1, 100),
  orderLate: rarely(false, 2, true),
  member: rarely(false, 3, true),
  ambassador: rarely(false, 3, true),
  saw: rarely<number | null>(2_500, 4, 2_000, null),
  suppressed: rarely(false, 20, true),
  address: rarely(true, 25, false),
  restored: rarely(false, 25, true),
  product: fc.constantFrom(...productNames),
  quantity: fc.constantFrom(1, 3),
  bestHour: fc.constantFrom(null, 4, 9),
  signUp: fc.constantFrom(null, 2, 40),
});

/** Twice as often as those that are seldom true: where many go out, caps and ranks have something to do. */
const usual = journeyNames.filter((name) => aboutCart.includes(name) || journeys[name].purpose === 'transactional');
const anyJourney = fc.constantFrom<JourneyName>(...journeyNames, ...usual);
const run = (people: number): fc.Arbitrary<PlannedRun> =>
  fc.record({
    who: fc.nat(people - 1),
    journey: anyJourney,
    dueIn: fc.oneof(fc.constantFrom(0, 0, 1), fc.integer({ min: 0, max: 60 })),
    usefulFor: fc.constantFrom(3, 12, 36),
    idle: rarely(false, 6, true),
  });

const of = (weight: number, arbitrary: fc.Arbitrary<Act>) => ({ weight, arbitrary });

const act = (people: number): fc.Arbitrary<Act> => {
  const who = fc.nat(people - 1);
  const kinds = fc.constantFrom<'buy' | 'unsubscribe' | 'stop' | 'empty' | 'touch'>(
    'buy',
    'buy',
    'unsubscribe',
    'stop',
    'empty',
    'touch',
  );
  const rare = fc.constantFrom<'suppress' | 'erase' | 'newCart' | 'askService' | 'hearFromService' | 'joinClub'>(
    'suppress',
    'erase',
    'newCart',
    'askService',
    'hearFromService',
    'joinClub',
  );
  const ofOrder = fc.constantFrom<'cancelOrder' | 'delayOrder' | 'deliverOrder'>(
    'cancelOrder',
    'delayOrder',
    'deliverOrder',
  );
  return fc.oneof(
    of(5, fc.record({ kind: kinds, who })),
    of(1, fc.record({ kind: rare, who })),
    of(1, fc.record({ kind: ofOrder, who })),
    of(
      2,
      fc.record(
        {
          kind: fc.constant('consent' as const),
          who,
          state: fc.constantFrom('granted', 'withdrawn'),
          list: fc.constantFrom(...lists),
        },
        { requiredKeys: ['kind', 'who', 'state'] },
      ),
    ),
    of(1, fc.record({ kind: fc.constant('moveCampaign' as const), opens: fc.constantFrom(-1, 2, 30) })),
    of(1, fc.constant({ kind: 'callOff' as const })),
    of(
      3,
      fc.record({
        kind: fc.constant('mode' as const),
        // Often on again, or nothing would go out any more.
        mode: fc.constantFrom(...sendingModes, 'on', 'on', 'on'),
        journey: fc.oneof(fc.constant('*' as const), anyJourney),
      }),
    ),
    of(1, fc.record({ kind: fc.constantFrom('allow' as const, 'disallow' as const), who })),
    of(
      2,
      fc.record({
        kind: fc.constant('pause' as const),
        scope: fc.oneof(
          fc.constant({}),
          fc.record({ journey: anyJourney }),
          fc.constant({ channel: 'email' as const }),
        ),
        rule: fc.constantFrom('shift' as const, ...pauseRules),
      }),
    ),
    of(3, fc.constant({ kind: 'resume' as const })),
    of(
      3,
      fc.record({
        kind: fc.constant('stock' as const),
        product: fc.constantFrom(...productNames),
        stock: fc.constantFrom(0, 1, 9),
      }),
    ),
    of(
      3,
      fc.record({
        kind: fc.constant('price' as const),
        product: fc.constantFrom(...productNames),
        price: fc.constantFrom(1_500, 2_000, 3_000),
      }),
    ),
    of(1, fc.record({ kind: fc.constant('cap' as const), atMost: fc.integer({ min: 1, max: 3 }) })),
    of(1, fc.record({ kind: fc.constant('bounce' as const), nth: fc.nat(5) })),
  );
};

const group = (people: number): fc.Arbitrary<Group> =>
  fc.record({
    after: fc.oneof(
      { weight: 3, arbitrary: fc.constant('next' as const) },
      { weight: 1, arbitrary: fc.constantFrom(1, 20, 60) },
      { weight: 1, arbitrary: fc.integer({ min: 60, max: 1_000 }) },
    ),
    acts: fc.array(act(people), { maxLength: 3 }),
    away: rarely(false, 6, true),
    early: rarely(false, 3, true),
    twice: rarely(false, 2, true),
  });

/** Some days of a shop with a few customers, each of them in several journeys. */
export const story: fc.Arbitrary<Story> = fc.integer({ min: 2, max: 4 }).chain((people) =>
  fc.record({
    house,
    people: fc.array(person, { minLength: people, maxLength: people }),
    runs: fc.array(run(people), { minLength: people * 2, maxLength: people * 4 }),
    groups: fc.array(group(people), { minLength: 3, maxLength: 9 }),
    answers: fc
      .array(rarely<Story['answers'][number]>('accepts', 6, 'lost', 'rate-limited'), { maxLength: 8 })
      // One that never accepts anything proves nothing.
      .map((some) => [...some, 'accepts' as const]),
  }),
);
