import { anybody, openHouse } from './story/mistakes.ts';
import type { Played, Sent } from './play/played.ts';
import type { House, PlannedRun, Story } from './story/story.ts';

const run = (who: number, journey: PlannedRun['journey']): PlannedRun => ({
  who,
  journey,
  dueIn: 1,
  usefulFor: 3,
  idle: false,
});

/** Everything goes out: two offers, two other e-mails, two text messages. */
export const goodStory: Story = {
  house: openHouse,
  people: [anybody, anybody],
  runs: [0, 1].flatMap((who) => [run(who, 'winBack'), run(who, 'letter'), run(who, 'cartText')]),
  groups: [],
  answers: ['accepts'],
};

const inHouse = (played: Played, house: Partial<House>): Played => ({
  ...played,
  story: { ...played.story, house: { ...openHouse, ...house } },
});

const withSent = (played: Played, change: (one: Sent, place: number) => Sent): Played => ({
  ...played,
  sent: played.sent.map(change),
});

const firstOffer = ({ sent }: Played): Sent => sent.find(({ view }) => view.offer)!;

/** An order of the first person, beside the claim of their offer and committed before or after it. */
const bought = (played: Played, commit: 'before' | 'after'): Played => {
  const { step, when } = firstOffer(played);
  const told = { value: 'order.placed', began: when.from, ended: when.to + 1 };
  const place = when.commit! + (commit === 'before' ? -0.5 : 0.5);
  const exit = played.history.exit.map((one, index) =>
    index === step.run ? [...one, { ...told, commit: place }] : one,
  );
  return { ...played, history: { ...played.history, exit } };
};

/** What is done to evidence in which nothing is wrong, and the check of the judge that must notice it. */
export const tampering: readonly (readonly [
  what: string,
  seen: string | undefined,
  tamper: (good: Played) => Played,
])[] = [
  ['nothing', undefined, (good) => good],
  ['a message is there twice', 'once', (good) => ({ ...good, sent: [...good.sent, good.sent[0]!] })],
  ['one went to another', 'once', (good) => withSent(good, (one, place) => (place === 0 ? { ...one, to: '?' } : one))],
  ['the ledger lacks a step', 'outcomes', (good) => ({ ...good, ledger: good.ledger.slice(1) })],
  ['the ledger has one more', 'outcomes', (good) => ({ ...good, ledger: [...good.ledger, good.ledger[0]!] })],
  [
    'one that went out is called withheld',
    'outcomes',
    (good) => ({
      ...good,
      ends: good.ends.map((end, place) => (place === 0 ? { ...end, outcome: 'withheld', reason: 'capped' } : end)),
    }),
  ],
  [
    'a reason that was not so',
    'consent',
    (good) => ({
      ...good,
      ends: good.ends.map((end, place) => (place === 0 ? { ...end, outcome: 'withheld', reason: 'no_consent' } : end)),
    }),
  ],
  [
    'held out once, and not the next time',
    'sticky',
    (good) => ({
      ...good,
      ends: good.ends.map((end, place) => (place === 0 ? { ...end, outcome: 'withheld', reason: 'holdout' } : end)),
    }),
  ],
  [
    'a code that two have',
    'codes',
    (good) => withSent(good, (one) => (one.view.offer ? { ...one, view: firstOffer(good).view } : one)),
  ],
  [
    'a code of nobody',
    'codes',
    (good) => withSent(good, (one) => (one.view.offer ? { ...one, view: { offer: { code: 'MINE' } } } : one)),
  ],
  [
    'yesterday’s price',
    'prices',
    (good) =>
      withSent(good, (one) => ({
        ...one,
        view: { ...one.view, cart: { lines: [{ title: 'lamp', unitPrice: { amount: 1 } }] } },
      })),
  ],
  [
    'one more than the cap',
    'caps',
    (good) => inHouse(good, { caps: [{ channel: 'all', atMost: 2, per: { civil: 'day' } }] }),
  ],
  ['one more than the warm-up', 'ramp', (good) => inHouse(good, { ramp: 3 })],
  ['one text message too dear', 'text budget', (good) => inHouse(good, { textBudget: 13 })],
  ['claimed after the purchase had committed', 'run not ended', (good) => bought(good, 'before')],
  ['claimed before it committed, and accepted after', undefined, (good) => bought(good, 'after')],
];
