import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Answer } from '../../dev/demo/intake.ts';
import { files, type ProviderLine, type RunNotes } from '../../bench/clickstream/judging/files.ts';
import { historyOf } from '../../bench/clickstream/judging/history.ts';
import { readEvidence } from '../../bench/clickstream/judging/read-evidence.ts';
import { findViolations } from '../../bench/clickstream/judging/violations.ts';

const second = 1_000;
/** Real instant at which the run began; the store's clock shows `demoStart` then, and a day lasts 24 s. */
const realStart = Date.parse('2026-11-23T10:00:00Z');
const demoStart = Date.parse('2024-02-05T00:00:00Z');
const clock = { real: '2026-11-23T10:00:00.000Z', demo: '2024-02-05T00:00:00.000Z', rate: 3_600 };
/** The store's instant `seconds` of real time after the start: an hour a second. */
const store = (seconds: number): string => new Date(demoStart + seconds * 3_600_000).toISOString();
const real = (seconds: number): number => realStart + seconds * second;

/** A day of sales, on which an hour of idleness is ten minutes. */
const calendar = [{ from: store(200), to: store(224), mode: 'dday' as const }];

export interface Told {
  readonly id: string;
  readonly type: string;
  readonly customer?: { readonly id: string; readonly email?: string };
  readonly data?: Readonly<Record<string, unknown>>;
  /** Real seconds after the start at which it happened; it is answered a tenth of a second later. */
  readonly at: number;
  readonly fate?: string;
}

const answered = ({ at, fate = 'applied', data = {}, ...event }: Told): Answer => ({
  postedAt: real(at),
  answeredAt: real(at + 0.1),
  events: [{ ...event, data, occurredAt: store(at) }] as Answer['events'],
  fates: [{ id: event.id, fate: fate as 'applied' }],
});

export const person = (name: string, at: number): Told[] => [
  { id: `account_${name}`, type: 'customer.created', customer: { id: name, email: `${name}@shop.test` }, at },
  {
    id: `consent_${name}`,
    type: 'customer.consent_changed',
    customer: { id: name },
    data: { channel: 'email', purpose: 'marketing', state: 'granted' },
    at,
  },
];
export const cart = (id: string, user: string, session: string, at: number): Told => ({
  id,
  type: 'cart.updated',
  customer: { id: user },
  data: { cartId: session },
  at,
});
export const order = (id: string, user: string, session: string | undefined, at: number): Told => ({
  id,
  type: 'order.placed',
  customer: { id: user },
  data: { orderId: id, ...(session && { cartId: session }) },
  at,
});
export const message = (user: string, session: string, step: string, claimedAt: number, took = 0.05): ProviderLine => ({
  key: `run-of-${session}/cart/${step}#1/email`,
  acceptedAt: real(claimedAt + took),
  to: `${user}@shop.test`,
  subject: 'Your cart',
  text: `Go on here: http://127.0.0.1:3010/carts/${session} or leave: http://127.0.0.1/u/1`,
  headers: { 'X-Relance-Claimed-At': store(claimedAt) },
});

/** Ada is reminded twice and buys; Bob, who has consent, is reminded three times. */
export const csv = [
  'user_id,session_id,event,timestamp',
  'ada,sess_1,add_to_cart,2024-02-05 10:00:00',
  'bob,sess_2,add_to_cart,2024-02-05 12:00:00',
  'ada,sess_1,purchase,2024-02-06 16:00:00',
];
export const goodEvents: readonly Told[] = [
  ...person('ada', 1),
  ...person('bob', 1),
  cart('click_00002', 'ada', 'sess_1', 2),
  cart('click_00003', 'bob', 'sess_2', 4),
  order('click_00004', 'ada', 'sess_1', 32),
];
export const goodMessages: readonly ProviderLine[] = [
  message('ada', 'sess_1', 'reminder', 3.2),
  message('ada', 'sess_1', 'reassurance', 27.4),
  message('bob', 'sess_2', 'reminder', 5.2),
  message('bob', 'sess_2', 'reassurance', 29.4),
  message('bob', 'sess_2', 'offer', 77.6),
];

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** Writes a run down as the runner does. */
export const runOf = (events = goodEvents, messages = goodMessages, lines = csv): string => {
  const folder = mkdtempSync(join(tmpdir(), 'relance-judge-'));
  folders.push(folder);
  const write = (file: string, content: readonly unknown[]) =>
    writeFileSync(join(folder, file), content.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const notes: RunNotes = {
    seed: 1,
    clock,
    calendar,
    csv: join(folder, 'raw.csv'),
    races: 0,
    startedAt: real(0),
    endedAt: real(300),
  };
  writeFileSync(notes.csv, `${lines.join('\n')}\n`);
  write(files.answers, events.map(answered));
  write(files.provider, messages);
  writeFileSync(join(folder, files.notes), JSON.stringify(notes));
  return folder;
};
export const violationsOf = (...run: Parameters<typeof runOf>): readonly string[] => {
  const evidence = readEvidence(runOf(...run));
  return findViolations(evidence, historyOf(evidence)).map(({ rule }) => rule);
};
