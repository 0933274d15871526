import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { auditLog, messages } from '../../db/schema/index.ts';
import { insertSent, insertWithheld } from '../browser/decisions.ts';
import { insertShopper, minutesAgo } from '../browser/shop.ts';
import { useConsole } from '../browser/use-console.ts';

const site = useConsole();
const formulas = ['=cmd|"/c calc"!A1', '+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '＝1', 'a,"b"\n=c'];
let sent: readonly string[];

beforeAll(async () => {
  const shopper = await insertShopper(site.db, { firstName: 'Ada', email: 'ada@shop.example', locale: 'en' });
  const decision = { shopper, locale: 'en', email: 'ada@shop.example', template: 'cart/reminder', minutes: 5 } as const;
  const ids: string[] = [];
  for (const [index, subject] of formulas.entries()) {
    const mail = { from: 'shop@shop.example', to: 'ada@shop.example', html: '', text: '', headers: {} };
    const id = await insertSent(
      site.db,
      { ...decision, minutes: 5 + index },
      { step: `cart/reminder#sent-${index}`, frozen: { ...mail, subject } },
    );
    ids.push(id);
  }
  sent = ids;
  const withheld = await insertWithheld(site.db, { ...decision, minutes: 60 }, 'bought');
  const [row] = await site.db.select().from(messages).where(eq(messages.id, withheld));
  // Many of one instant: the pages of the export must not lose or repeat one.
  await site.db.insert(messages).values(
    Array.from({ length: 1204 }, (_, index) => {
      const id = randomUUID();
      return { ...row!, id, step: `cart/reminder#${index + 2}`, key: id, decidedAt: minutesAgo(60 + (index % 3)) };
    }),
  );
});

const download = async (path: string) => {
  const response = await site.get(path);
  const text = await response.text();
  const rows = parse(text, { columns: true, bom: true }) as readonly Readonly<Record<string, string>>[];
  return { response, text, rows };
};

test('the file holds every message of the filter, newest first, with what the page shows', async () => {
  const { response, rows } = await download('/messages.csv');
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="messages.csv"');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(rows).toHaveLength(formulas.length + 1205);
  expect(new Set(rows.map(({ message }) => message)).size).toBe(rows.length);
  const instants = rows.map((row) => row['decided_at']!);
  expect(instants).toEqual(instants.toSorted().toReversed());

  const only = await download('/messages.csv?state=withheld&reason=bought');
  expect(only.rows).toHaveLength(1205);
  expect(only.rows[0]).toMatchObject({ state: 'withheld', reason: 'bought', recipient: '', channel: 'email' });
  expect((await download('/messages.csv?state=failed')).rows).toEqual([]);
});

test('no cell is a formula to a spreadsheet', async () => {
  const { text, rows } = await download('/messages.csv?state=sent');
  expect(rows.map(({ message }) => message)).toEqual(sent);
  expect(rows.map(({ subject }) => subject)).toEqual(
    formulas.map((formula) => (formula.startsWith('a') ? formula : `'${formula}`)),
  );
  const cells = (parse(text, { bom: true }) as readonly (readonly string[])[]).flat();
  expect(cells.filter((cell) => /^[=+\-@\t\r＝＋－＠]/u.test(cell))).toEqual([]);
});

test('the page leads to the file of its filter; who took one is written down', async () => {
  const html = await (await site.get('/messages?state=sent')).text();
  expect(html).toMatch(/<a href="\/messages\.csv\?state=sent" download/u);
  const before = await site.db.select().from(auditLog).where(eq(auditLog.act, 'messages.exported'));
  await download('/messages.csv?state=sent');
  const acts = await site.db.select().from(auditLog).where(eq(auditLog.act, 'messages.exported'));
  expect(acts).toHaveLength(before.length + 1);
  expect(acts).toContainEqual(
    expect.objectContaining({
      actor: `operator:${site.operator.id}`,
      subject: 'store/lumen',
      detail: { state: 'sent' },
    }),
  );
});

test('nobody takes it who is not signed in', async () => {
  const response = await fetch(`${site.url}/messages.csv`, { redirect: 'manual' });
  expect(response.status).not.toBe(200);
  expect(await response.text()).not.toContain('ada@shop.example');
});
