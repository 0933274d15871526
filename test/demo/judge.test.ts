import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { figuresOf } from '../../bench/clickstream/judging/figures.ts';
import { historyOf } from '../../bench/clickstream/judging/history.ts';
import { readEvidence } from '../../bench/clickstream/judging/read-evidence.ts';
import {
  cart,
  csv,
  goodEvents,
  goodMessages,
  message,
  order,
  person,
  runOf,
  violationsOf,
  type Told,
} from './judged-run.ts';

const judge = (folder: string) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'bench/clickstream/judge.ts', folder], { encoding: 'utf8' });

test('a run as it should be has nothing against it', () => {
  expect(violationsOf()).toEqual([]);
});

describe('the judge catches', () => {
  test('a message claimed after the answer to the purchase of its cart', () => {
    expect(violationsOf(goodEvents, [...goodMessages, message('ada', 'sess_1', 'offer', 75.5)])).toEqual([
      'afterPurchase',
    ]);
  });

  test('a message about another cart of the customer, claimed after the answer to a purchase', () => {
    const events = [...goodEvents, cart('other', 'ada', 'sess_9', 31.5)];
    const messages = [...goodMessages, message('ada', 'sess_9', 'reminder', 32.9)];
    expect(violationsOf(events, messages)).toEqual(['afterPurchase']);
  });

  test('a second acceptance under the same key', () => {
    expect(violationsOf(goodEvents, [...goodMessages, goodMessages[0]!])).toEqual(['duplicateKey', 'duplicateStep']);
  });

  test('a second acceptance of a step under another key', () => {
    const again = { ...goodMessages[2]!, key: 'another-run/cart/reminder#1/email' };
    expect(violationsOf(goodEvents, [...goodMessages, again])).toEqual(['duplicateStep']);
  });

  test('a row that was never answered, or refused, or told of someone else', () => {
    expect(violationsOf(goodEvents, goodMessages, [...csv, 'bob,sess_2,home,2024-02-07 10:00:00'])).toEqual([
      'unanswered',
    ]);
    const refused = goodEvents.map((event) => (event.id === 'click_00004' ? { ...event, fate: 'invalid' } : event));
    expect(violationsOf(refused, goodMessages)).toContain('unanswered');
    const swapped = csv.map((line) => line.replace('bob,sess_2', 'eve,sess_2'));
    expect(violationsOf(goodEvents, goodMessages, swapped)).toEqual(['unanswered']);
  });

  test('a purchase told as something else', () => {
    const viewed = goodEvents.map((event) =>
      event.id === 'click_00004' ? { ...event, type: 'page.viewed', data: {} } : event,
    );
    expect(violationsOf(viewed, goodMessages)).toContain('unanswered');
  });

  test('a message to someone without consent, or who took it back', () => {
    const silent = goodEvents.filter(({ id }) => id !== 'consent_bob');
    expect(violationsOf(silent)).toEqual(['withoutConsent', 'withoutConsent', 'withoutConsent']);
    const withdrawn: Told = {
      id: 'withdrawal_bob',
      type: 'customer.consent_changed',
      customer: { id: 'bob' },
      data: { state: 'withdrawn' },
      at: 20,
    };
    expect(violationsOf([...goodEvents, withdrawn])).toEqual(['withoutConsent', 'withoutConsent']);
  });

  test("a message to an address, or about a cart, that is not the customer's", () => {
    const stranger = { ...goodMessages[4]!, to: 'eve@shop.test' };
    const wrongCart = message('bob', 'sess_1', 'offer', 77.6);
    expect(violationsOf(goodEvents, [...goodMessages.slice(0, 4), stranger])).toEqual(['stranger']);
    expect(violationsOf(goodEvents, [...goodMessages.slice(0, 4), wrongCart])).toEqual(['stranger']);
  });

  test('a reminder before the cart was idle for its hour, touches included', () => {
    const early = [...goodMessages.slice(0, 2), message('bob', 'sess_2', 'reminder', 4.8)];
    expect(violationsOf(goodEvents, early)).toEqual(['early']);
    const touched = [...goodEvents, cart('touch', 'bob', 'sess_2', 4.7)];
    expect(violationsOf(touched)).toEqual(['early']);
  });

  test('a cart that nothing stood in the way of and that got no reminder', () => {
    expect(violationsOf(goodEvents, goodMessages.slice(0, 2))).toEqual(['missing']);
  });

  test('a message without the instant of its claim, or accepted before it', () => {
    const unclaimed = [{ ...goodMessages[0]!, headers: {} }, ...goodMessages.slice(1)];
    expect(violationsOf(goodEvents, unclaimed)).toEqual(['unclaimed']);
    const backwards = [message('ada', 'sess_1', 'reminder', 3.2, -0.1), ...goodMessages.slice(1)];
    expect(violationsOf(goodEvents, backwards)).toEqual(['unclaimed']);
  });
});

describe('the judge lets pass', () => {
  test('a message claimed before the answer to a purchase and accepted after it, and counts it', () => {
    const messages = [...goodMessages, message('ada', 'sess_1', 'offer', 32.05, 0.4)];
    expect(violationsOf(goodEvents, messages)).toEqual([]);
    const evidence = readEvidence(runOf(goodEvents, messages));
    const figures = figuresOf(evidence, historyOf(evidence));
    expect(figures).toMatchObject({ crossed: 1, window: { crossed: { p50: 400, p99: 400 } } });
  });

  test('a reminder after ten minutes on the first day of the sales', () => {
    const events = [...goodEvents, cart('sale', 'bob', 'sess_8', 205)];
    const messages = [...goodMessages, message('bob', 'sess_8', 'reminder', 205.2)];
    expect(violationsOf(events, messages)).toEqual([]);
  });

  test('a message about a cart that was filled after the purchase', () => {
    const events = [...goodEvents, cart('new', 'ada', 'sess_7', 40)];
    const messages = [...goodMessages, message('ada', 'sess_7', 'reminder', 41.3)];
    expect(violationsOf(events, messages)).toEqual([]);
  });

  test('a reminder decided while a touch was still on its way', () => {
    expect(violationsOf([...goodEvents, cart('touch', 'bob', 'sess_2', 5.15)])).toEqual([]);
  });
});

test('races are counted by the step whose due instant the order was near', () => {
  const events = [
    ...goodEvents,
    ...['planted_eve', 'kim', 'lou'].flatMap((name) => [
      ...person(name, 1),
      cart(`cart_${name}`, name, `sess_${name}`, 100),
    ]),
    order('order_eve', 'planted_eve', 'sess_planted_eve', 101.5),
    order('order_kim', 'kim', 'sess_kim', 125.8),
    order('order_lou', 'lou', 'sess_lou', 110),
  ];
  const messages = [...goodMessages, message('kim', 'sess_kim', 'reminder', 101.2)];
  const evidence = readEvidence(runOf(events, messages));
  expect(figuresOf(evidence, historyOf(evidence)).races).toEqual({ planted: { reminder: 1 }, own: { reassurance: 1 } });
});

test('as a program it ends with 0 on a good run and with 1, saying why, on a bad one', () => {
  const good = judge(runOf());
  expect(good.stdout).toContain('Verdict: passed');
  expect(good.status).toBe(0);
  const bad = judge(runOf(goodEvents, [...goodMessages, message('ada', 'sess_1', 'offer', 75.5)]));
  expect(bad.stdout).toMatch(/FAIL no message claimed after a purchase.*: 1 against it/);
  expect(bad.stdout).toContain('offer of sess_1 claimed 43400 ms after the answer to a purchase');
  expect(bad.status).toBe(1);
  const silent = judge(runOf(goodEvents, []));
  expect(silent.stdout).toContain('no message at all');
  expect(silent.status).toBe(1);
});
