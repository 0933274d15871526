import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { civilTimes } from '../../cli/backtest/input/civil-times.ts';
import { importMapping } from '../../cli/backtest/input/import-mapping.ts';
import { BacktestInputError } from '../../cli/backtest/input/input-error.ts';
import { pastEvents } from '../../cli/backtest/input/past-events.ts';
import { linesOf, mappingFor } from '../../cli/backtest/input/read-bodies.ts';
import { clickstream } from '../../cli/backtest/mappings/clickstream.ts';
import { toMoment, unwritable } from '../../cli/backtest/options.ts';
import { clickstreamFile } from '../../dev/demo/clickstream.ts';

const folder = mkdtempSync(join(tmpdir(), 'relance-backtest-input-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const all = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
};

const header = 'user_id,session_id,event,timestamp,platform';

const events = async (path: string, from?: number, to?: number) => {
  const problems: string[] = [];
  const mapping = await mappingFor(path, [clickstream]);
  const options = {
    mapping,
    first: Date.UTC(2024, 0, 1),
    from,
    to,
    problem: (line: number, why: string) => problems.push(`${line}: ${why}`),
  };
  const past = await all(pastEvents(linesOf(path, mapping)(), options));
  const told = past.filter(({ received }) => !received.event.id.startsWith('product_'));
  return { problems, told, types: told.map(({ received }) => received.event.type) };
};

describe('times without a zone', () => {
  const paris = civilTimes('Europe/Paris');
  test('are those of the place, in summer and in winter', () => {
    expect(new Date(paris('2024-01-07 21:49:45')).toISOString()).toBe('2024-01-07T20:49:45.000Z');
    expect(new Date(paris('2024-06-07T21:49')).toISOString()).toBe('2024-06-07T19:49:00.000Z');
  });
  test('what is no time is refused with the text', () => {
    expect(() => paris('yesterday')).toThrow('"yesterday" is not a time');
    expect(() => paris('2024-13-07 21:49:45')).toThrow('not a time that exists');
  });
});

describe('what the command line says', () => {
  test('a day is one of the calendar, and an instant has its zone', () => {
    expect(toMoment('2024-02-29')).toBe(Date.UTC(2024, 1, 29));
    expect(toMoment('2024-03-01T08:00:00+01:00')).toBe(Date.UTC(2024, 2, 1, 7));
    for (const wrong of ['2024-02-31', '2023-02-29T08:00:00Z', '2024-03-01T08:00:00', 'today', '']) {
      expect(() => toMoment(wrong)).toThrow('Write a day such as');
    }
  });

  test('what cannot be written, or is the input itself, is refused before anything is played', () => {
    const input = file('input.jsonl', '');
    expect(unwritable(join(folder, 'out.csv'), input)).toBeUndefined();
    expect(unwritable(folder, input)).toMatch(/is a folder/u);
    expect(unwritable(join(folder, 'none/out.csv'), input)).toMatch(/there is no folder/u);
    expect(unwritable(input, input)).toMatch(/would be written over/u);
  });
});

describe('the clickstream', () => {
  test('a session is a cart, its purchase the order, and a user says who they are once', async () => {
    const path = file(
      'clicks.csv',
      [
        header,
        'user_1,sess_1,product_view,2024-01-07 10:00:00,desktop',
        'user_1,sess_1,add_to_cart,2024-01-07 10:01:00,desktop',
        'user_1,sess_1,add_to_cart,2024-01-07 10:02:00,desktop',
        'user_1,sess_1,payment_details,2024-01-07 10:03:00,desktop',
        'user_1,sess_1,purchase,2024-01-07 10:04:00,desktop',
        'user_2,sess_2,cart,2024-01-07 10:05:00,desktop',
      ].join('\n'),
    );
    const { told, types, problems } = await events(path);
    expect(problems).toEqual([]);
    expect(types).toEqual([
      'customer.created',
      'newsletter.subscribed',
      'product.viewed',
      'cart.updated',
      'cart.updated',
      'checkout.started',
      'order.placed',
      'customer.created',
      'customer.consent_changed',
      'page.viewed',
    ]);
    expect(told[4]!.received.event.data).toMatchObject({ cartId: 'sess_1', lines: [{ quantity: 2 }] });
    expect(told[6]!.received.event.data).toMatchObject({ orderId: 'order_sess_1', cartId: 'sess_1' });
    expect(told.map(({ place }) => place)).toEqual(told.map(({ place }) => place).toSorted((a, b) => a - b));
  });

  test('every row of the demo file is an event that intake accepts', async () => {
    const { problems, told } = await events(clickstreamFile);
    expect(problems).toEqual([]);
    expect(told.filter(({ received }) => received.event.id.startsWith('click_'))).toHaveLength(15_459);
  });

  test('what happened before `from` is history, what from `to` on is not read', async () => {
    const from = Date.parse('2024-03-01T00:00:00Z');
    const to = Date.parse('2024-03-02T00:00:00Z');
    const { told } = await events(clickstreamFile, from, to);
    expect(told.every(({ at, isHistory }) => at < to && isHistory === (at < from ? true : undefined))).toBe(true);
    expect(told.filter(({ isHistory }) => !isHistory).length).toBeGreaterThan(10);
  });
});

const page = (id: string) =>
  JSON.stringify({
    id,
    type: 'page.viewed',
    occurredAt: '2024-01-07T10:00:00Z',
    customer: { id: 'u' },
    data: { page: 'home' },
  });

const thrown = () => {
  throw new TypeError('no such product');
};

describe('our own events', () => {
  const cart = { cartId: 'c-1', lines: [] };
  test('as lines of JSON and as CSV are the same events', async () => {
    const body = {
      id: 'e-1',
      type: 'cart.updated',
      occurredAt: '2024-01-07T10:00:00Z',
      customer: { id: 'u-1' },
      data: cart,
    };
    const jsonl = await events(file('events.jsonl', `${JSON.stringify(body)}\n\n`));
    const csv = await events(
      file(
        'events.csv',
        `id,type,occurredAt,customerId,email,data\ne-1,cart.updated,2024-01-07T10:00:00Z,u-1,,"${JSON.stringify(cart).replaceAll('"', '""')}"\n`,
      ),
    );
    expect(csv.problems).toEqual([]);
    expect(csv.told.map(({ received }) => received.event)).toEqual(jsonl.told.map(({ received }) => received.event));
    expect(csv.told).toHaveLength(1);
  });

  test('a line that is no event is left out, and named with its field', async () => {
    const { told, problems } = await events(
      file('flawed.jsonl', '{"id":"e-1","type":"cart.vanished","occurredAt":"2024-01-07T10:00:00Z","data":{}}\n'),
    );
    expect(told).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(/^1: type is not an event type/u)]);
  });

  test('so is what is no JSON, has no instant or other columns than the header: one bad line does not cost the others', async () => {
    const good =
      '{"id":"e-1","type":"page.viewed","occurredAt":"2024-01-07T10:00:00Z","customer":{"id":"u"},"data":{"page":"home"}}';
    const { told, problems } = await events(file('broken.jsonl', `{"id":\n${good}\n{"id":"e-2"}\n`));
    expect(told.map(({ received }) => received.event.id)).toEqual(['e-1']);
    expect(problems).toEqual([
      expect.stringMatching(/^1: is no JSON/u),
      expect.stringMatching(/^3: does not say when it happened/u),
    ]);
    const clicks = [
      'u,s,home,2024-01-07 10:00:00,desktop',
      'u,s',
      'u,s,home,tomorrow,desktop',
      'u,s,home,2024-01-07 11:00:00,x',
    ];
    const read = await events(file('broken.csv', [header, ...clicks].join('\n')));
    expect(read.told.filter(({ received }) => received.event.type === 'page.viewed')).toHaveLength(2);
    expect(read.problems).toEqual([
      '3: has other columns than the header',
      expect.stringMatching(/^4: "tomorrow" is not a time/u),
    ]);
  });

  test('a file that is not there or has no known columns ends the command, and an empty one has no events', async () => {
    await expect(events(file('nothing.csv', ''))).rejects.toThrow('nothing.csv: is empty');
    await expect(events(file('other.csv', 'a,b\n1,2\n'))).rejects.toThrow('its columns (a, b) are of no known layout');
    for (const name of ['missing.csv', 'missing.jsonl']) {
      await expect(events(join(folder, name))).rejects.toThrow(BacktestInputError);
    }
    for (const path of [file('empty.jsonl', ''), file('empty.csv', `${header}\n`)]) {
      expect((await events(path)).told).toEqual([]);
    }
    const none = { mapping: clickstream, first: Number.POSITIVE_INFINITY, from: undefined, to: undefined };
    expect(
      await all(pastEvents(linesOf(file('none.csv', header), clickstream)(), { ...none, problem: () => {} })),
    ).toEqual([]);
  });

  test('a byte order mark, lines of Windows and a name in capitals do no harm, a last line without an end neither', async () => {
    const { told, problems } = await events(file('windows.jsonl', `\uFEFF${page('e-1')}\r\n\r\n${page('e-2')}`));
    expect(problems).toEqual([]);
    expect(told.map(({ received }) => received.event.id)).toEqual(['e-1', 'e-2']);
    const clicks = await events(file('CLICKS.CSV', `\uFEFF${header}\r\nu,s,home,2024-01-07 10:00:00,desktop\r\n`));
    expect(clicks.types).toEqual(['customer.created', expect.any(String), 'page.viewed']);
  });

  test('what is no file of text, or of another encoding, ends the command: two customers never become one', async () => {
    const customers = Buffer.from(`${header}\nandr\u00e9,s,home,2024-01-07 10:00:00,desktop\n`, 'latin1');
    for (const name of ['latin.csv', 'latin.jsonl']) {
      await expect(events(file(name, customers))).rejects.toThrow(/^\S+: is not UTF-8. Export it as UTF-8/u);
    }
    for (const name of ['folder.csv', 'folder.jsonl']) {
      mkdirSync(join(folder, name));
      await expect(events(join(folder, name))).rejects.toThrow(/^\S+: cannot be read: EISDIR/u);
    }
  });

  test('a line without an end is not held in memory, and what a flaw quotes cannot reach a terminal or a table', async () => {
    const long = 'x'.repeat(10_500_000);
    await expect(events(file('long.jsonl', long))).rejects.toThrow('long.jsonl:1: is longer than');
    await expect(events(file('long.csv', `${header}\n"${long}`))).rejects.toThrow(/^long.csv: .*maximum/u);
    const { problems } = await events(file('binary.jsonl', '\u0000\u001b[2Jx\n'));
    expect(problems).toEqual([expect.not.stringMatching(/\p{Cc}/u)]);
  });

  test('a mapping that goes wrong ends the command and names the line', async () => {
    const options = { first: 0, from: undefined, to: undefined, problem: () => {} };
    const clicks = file('wrong.csv', `${header}\nu,s,home,2024-01-07 10:00:00,desktop\n`);
    const playing = (change: object) => {
      const mapping = { ...clickstream, before: () => [], ...change };
      return all(pastEvents(linesOf(clicks, mapping)(), { ...options, mapping }));
    };
    await expect(playing({ open: () => thrown })).rejects.toThrow('Line 2: the mapping went wrong: no such product.');
    await expect(playing({ open: () => () => undefined })).rejects.toThrow(
      'Line 2: the mapping went wrong: it must give',
    );
    await expect(playing({ before: thrown })).rejects.toThrow(BacktestInputError);
    await expect(playing({ at: thrown })).rejects.toThrow('wrong.csv:2: the mapping went wrong: no such product.');
    await expect(importMapping(file('syntax.ts', 'export const = 1;\n'), clicks)).rejects.toThrow('cannot be loaded');
  });

  test('a mapping of one’s own is found beside what else its file exports; one that is none is named', async () => {
    const clicks = file('own.csv', `${header}\n`);
    const own = file(
      'own.ts',
      `export const also = 1;\nexport { clickstream } from '${new URL('../../cli/backtest/mappings/clickstream.ts', import.meta.url).href}';\n`,
    );
    expect((await importMapping(own, clicks)).columns).toEqual(clickstream.columns);
    await expect(importMapping(own, file('less.csv', 'user_id,event\n'))).rejects.toThrow(
      'less.csv: has no column session_id, timestamp',
    );
    await expect(importMapping(file('none.ts', 'export const also = 1;\n'), clicks)).rejects.toThrow(
      'exports no mapping',
    );
    await expect(importMapping(join(folder, 'no.ts'), clicks)).rejects.toThrow('there is no such file');
  });
});
