import { PassThrough, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { readAnswers } from '../../dev/new-journey/answers/check.ts';
import type { Given } from '../../dev/new-journey/answers/given.ts';
import { ask, AskingStoppedError } from '../../dev/new-journey/ask.ts';
import { changesOf } from '../../dev/new-journey/changes.ts';
import { readKnown } from '../../dev/new-journey/known.ts';
import { repository } from '../repository/copy-sources.ts';

const known = readKnown(repository);

const given: Given = {
  name: 'teaHour',
  does: 'Tells who bought tea when to drink it.',
  starts: ['orderShipped'],
  who: 'everybody',
  subject: 'parcelId',
  again: '90 days',
  ends: ['orderCancelled.orderId'],
  purpose: 'marketing',
  rank: 'post-purchase',
  expires: '1 day',
  goal: 'repurchase within 60 days',
  owner: 'CRM',
  reviewBy: '2027-03-31',
  steps: ['at once email first', '3 days sms,email second-cup offer welcomeGift showing best-sellers'],
  en: ["second-cup: It's tea time..."],
  fr: [],
};

test('answers are read as they are meant', () => {
  const answers = readAnswers(given, known);
  expect(answers).toMatchObject({
    subject: 'parcelId',
    goal: { kind: 'repurchase', within: '60 days' },
    ends: [{ event: { name: 'orderCancelled' }, field: 'orderId' }],
    steps: [
      { name: 'first', after: '0s', channels: ['email'] },
      {
        name: 'second-cup',
        after: '3 days',
        channels: ['sms', 'email'],
        offer: 'welcomeGift',
        shows: 'best-sellers',
        titles: { en: 'It’s tea time…' },
      },
    ],
  });
  expect(readAnswers({ ...given, starts: ['order.shipped'], ends: ['order.cancelled.orderId'] }, known)).toEqual(
    answers,
  );
});

test.for<[Partial<Given>, string]>([
  [{ name: 'Tea hour' }, 'name: "Tea hour" is no camelCase name; write for example coffeeClub'],
  [{ name: 'cartAbandonment' }, 'name: there is a journey cartAbandonment already'],
  [{ name: 'birthday' }, 'name: there is a journey birthday already'],
  [{ name: 'season' }, 'name: there are letters season/… already'],
  [{ name: 'delete' }, 'name: delete is a word of the language'],
  [{ does: 'sends things' }, 'does: it is no sentence'],
  [{ does: 'Ends. */ process.exit() //.' }, 'does: it is no sentence'],
  [{ starts: [] }, 'starts: nothing starts it'],
  [
    { starts: ['order.forgotten'] },
    'starts: workflows/core/events.ts has no event order.forgotten; name one of appointmentSet, ',
  ],
  [{ starts: ['orderShipped', 'orderShipped'] }, 'starts: an event is there twice'],
  [{ who: 'nobody' }, 'who: "nobody" says nothing; write everybody, never-bought, first-order'],
  [{ subject: 'cartId' }, 'subject: orderShipped bring no cartId; write orderId or parcelId or none'],
  [{ ends: ['orderShipped'] }, 'ends: orderShipped starts it too'],
  [{ ends: ['orderPlaced', 'order.placed'] }, 'ends: orderPlaced is there twice'],
  [{ ends: ['cartEmptied.cartId'] }, 'ends: cartEmptied and what starts it do not share cartId'],
  [{ purpose: 'fun' }, 'purpose: "fun" is none; write marketing or transactional'],
  [{ rank: 'first' }, 'rank: there is no rank first; write one of transactional, service'],
  [{ again: 'soon' }, 'again: "soon" is no duration'],
  [{ expires: '-1 day' }, 'expires: "-1 day" is no duration'],
  [{ goal: 'repurchase' }, 'goal: "repurchase" is none; write for example purchase'],
  [{ goal: 'fame within 3 days' }, 'goal: "fame within 3 days" is none'],
  [{ owner: ' ' }, 'owner: nobody answers for it'],
  [{ reviewBy: '2027-02-30' }, 'review-by: "2027-02-30" is no day'],
  [{ steps: [] }, 'step: it sends nothing'],
  [{ steps: ['tomorrow email first'] }, 'step: "tomorrow email first" cannot be read'],
  [{ steps: ['3 moons email first'] }, 'step: first comes after "3 moons", which is no duration'],
  [{ steps: ['1 day pigeon first'] }, 'step: first has no channel pigeon'],
  [{ steps: ['1 day email first offer gold'] }, 'step: there is no offer gold; write one of cartTen'],
  [{ steps: ['1 day email first showing hats'] }, 'step: first cannot show hats'],
  [{ steps: ['1 day email first showing same'] }, 'step: first shows the same product, and what starts it brings none'],
  [{ steps: ['2 days email first', '2 days email last'] }, 'step: last does not come after first'],
  [{ steps: ['1 day email first', '2 days email first'] }, 'step: two are called first'],
  [{ en: ['third: A third'] }, 'en: no message is called third; name one of first, second-cup'],
  [{ fr: ['Bonjour'] }, 'fr: "Bonjour" is no title of a message'],
])('%o is refused with its field', ([changes, message]) => {
  expect(() => readAnswers({ ...given, ...changes }, known)).toThrow(message);
});

test('a registry that is not as it was is told before anything is written', () => {
  const answers = readAnswers(given, known);
  const paths = changesOf(answers, repository).map(({ path }) => path);
  expect(paths).toEqual([
    'workflows/tea-hour.ts',
    'test/journeys/tea-hour.test.ts',
    'activities/templates/tea-hour/en.ts',
    'activities/templates/tea-hour/fr.ts',
    'activities/templates/sms/tea-hour/second-cup.ts',
    'workflows/index.ts',
    'domain/templates.ts',
    'domain/template-needs.ts',
    'activities/templates/letters.ts',
    'activities/templates/sms/index.ts',
    'docs/journeys.md',
    'test/replay/scenarios.ts',
  ]);
  expect(() => changesOf({ ...answers, name: 'welcome' }, repository)).toThrow('workflows/welcome.ts is there already');
});

const journeyOf = (changes: Partial<Given>) =>
  changesOf(readAnswers({ ...given, ...changes }, known), repository)[0]!.text;

test('what follows an order is ended by the next one, not by the one that it follows', () => {
  const afterOrder = { starts: ['customerBought'], subject: 'none' };
  expect(journeyOf({ ...afterOrder, ends: ['orderPlaced'] })).toContain('restarts: true');
  expect(journeyOf(afterOrder)).not.toContain('restarts');
  expect(journeyOf({ ends: ['orderPlaced'] })).not.toContain('restarts');
});

const enter = '\r';
const down = '\u001b[B';

/** Somebody who types each answer once its question stands in the terminal. */
const typing = (answers: readonly (readonly [question: string, keys: readonly string[]])[]) => {
  const input = new PassThrough();
  const left = [...answers];
  const state = { seen: '', all: '' };
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      state.seen += chunk.toString();
      state.all += chunk.toString();
      const [next] = left;
      if (next && state.seen.includes(next[0])) {
        left.shift();
        state.seen = '';
        // The question is being drawn; its answer is read afterwards.
        setImmediate(() => next[1].forEach((key) => input.write(key)));
      }
      done();
    },
  });
  return { terminal: { input, output }, left, said: () => state.all };
};

const defaults: Given = { ...given, name: '', does: '', starts: [], ends: ['orderPlaced'], steps: [], en: [], fr: [] };

test('in a terminal what was not told is asked, and a wrong answer is asked again', async () => {
  const { terminal, left, said } = typing([
    ['What is it called?', ['welcome', enter]],
    ['there is a journey welcome already', ['\u0015', 'teaHour', enter]],
    ['What starts it?', ['orderShipped', '\t', enter]],
    ['What tells two runs', [down, enter]],
    ['Who may enter?', [enter]],
    ['What ends it at once?', [enter]],
    ['What are its messages?', [down, enter]],
    ['First message', ['at once email first', enter]],
    ['Next message?', ['1 day email second', enter]],
    ['Next message?', [enter]],
    ['first: what does it say in a line, in English?', ['Tea', enter]],
    ['first: what does it say in a line, in French?', [enter]],
    ['second: what does it say in a line, in English?', [enter]],
    ['second: what does it say in a line, in French?', ['Du thé', enter]],
    ['Who answers for it', [enter]],
  ]);
  const asked = await ask({ does: given.does, goal: 'purchase' }, defaults, known, terminal);
  expect(left).toEqual([]);
  expect(said()).toContain('there is a journey welcome already');
  expect(asked).toEqual({
    ...given,
    subject: 'orderId',
    ends: ['orderPlaced'],
    purpose: 'transactional',
    rank: 'transactional',
    goal: 'purchase',
    steps: ['at once email first', '1 day email second'],
    en: ['first: Tea'],
    fr: ['second: Du thé'],
  });
  expect(readAnswers(asked, known).name).toBe('teaHour');
});

test('who leaves in the middle is told that nothing was written', async () => {
  const { terminal } = typing([['What is it called?', ['\u0003']]]);
  await expect(ask({}, defaults, known, terminal)).rejects.toThrow(AskingStoppedError);
});
