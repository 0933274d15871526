import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { readReferenceValues } from '../../../cli/scoring/check/read-reference-values.ts';
import { readStatistics, statisticsOfLog } from '../../../cli/scoring/fit/read-statistics.ts';
import { readOrderLog } from '../../../cli/scoring/orders/read-order-log.ts';
import { cdnowStatistics, readCdnow } from '../data/read-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'relance-score-'));
afterAll(() => rmSync(folder, { recursive: true }));

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const data = (name: string): string => join(repository, 'test/scoring/data', name);
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const score = (...words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join(repository, 'cli/scoring/main.ts'), ...words],
    { cwd: repository, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
};
const options = { zone: 'UTC', currency: 'EUR' };
const ofLog = (name: string, lines: readonly string[]) =>
  statisticsOfLog(file(name, ['customer_id,date,amount', ...lines].join('\n')), options);
const ofTable = (name: string, lines: readonly string[]) =>
  readStatistics(file(name, ['x,t_x,T,zbar', ...lines].join('\n')), { spend: false });

describe('npm run score', () => {
  test('check ends with 1 when a value is beyond its tolerance, and names where', () => {
    const header = 'model,p1,p2,p3,p4,x,t_x,T,t,log_likelihood,p_alive,expected_transactions';
    const right = 'bgnbd,0.243,4.414,0.793,2.426,1,1.71,38.86,39,-4.46909327503259,0.212100985377379,0.203186987079754';
    expect(score('check', file('right.csv', `${header}\n${right}\n`))).toMatchObject({ status: 0 });
    const wrong = score('check', file('wrong.csv', `${header}\n${right}\n${right.replace('0.2121', '0.2122')}\n`));
    expect(wrong.status).toBe(1);
    expect(wrong.stdout).toMatch(/p_alive +4\.7e-4 +\(line 3\) +BEYOND in 1 lines/u);
  });

  test('fit reads an order log until a day, and prints JSON', () => {
    const words = ['--orders', '--until', '1997-09-30', '--currency', 'USD', '--json'];
    const { status, stdout } = score('fit', data('cdnow/master.csv.gz'), '--model', 'mbg', ...words);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ model: 'mbg', customers: 23_570, until: '1997-09-30' });
  });

  test('a file that cannot be read ends with 1 and a line for people', () => {
    const { status, stderr } = score('fit', join(folder, 'none.csv'));
    expect(status).toBe(1);
    expect(stderr.trim()).toMatch(/none\.csv cannot be read as CSV: there is no such file\.$/u);
  });
});

describe('an order log', () => {
  test('gives the statistics that the orders do', async () => {
    const path = data('cdnow/master.csv.gz');
    const { columns } = await statisticsOfLog(path, { ...options, currency: 'USD', until: '1997-09-30' });
    const rowsOf = ({ x, tx, T, meanSpend }: typeof columns) =>
      Array.from(x, (count, i) => [count, tx[i]!, T[i]!, meanSpend[i]!].join(' ')).toSorted();
    expect(rowsOf(columns)).toEqual(rowsOf(cdnowStatistics(readCdnow())));
  });

  test('and a table of statistics give the same bytes in whatever order their lines stand', async () => {
    const log = ['ada,2026-01-01,5', 'ada,2026-02-01,7.1', 'bo,2026-01-03,2', 'bo,2026-01-09,0.3', 'bo,2026-02-09,0.6'];
    expect(await ofLog('back.csv', log.toReversed())).toEqual(await ofLog('log.csv', log));
    const table = ['2,3.1,9,4.5', '0,0,7,0', '1,3.1,9,2'];
    expect(await ofTable('back.csv', table.toReversed())).toEqual(await ofTable('table.csv', table));
  });

  test.each([
    ['ada,2026-01-01,5,USD', '1 of 1 lines are in another currency than EUR; name the store’s with --currency.'],
    ['ada,2027-01-01,5,EUR', 'No purchase counts: 1 of 1 lines are after 2026-06-30.'],
    ['ada,2026-01-01,-5,EUR', 'No purchase counts: of all 1 lines the money was given back.'],
  ])('without a purchase that counts says why: %s', async (line, message) => {
    const path = file('nobody.csv', `customer_id,date,amount,currency\n${line}\n`);
    await expect(statisticsOfLog(path, { ...options, until: '2026-06-30' })).rejects.toThrow(message);
  });

  test('asked for as a table of statistics is told how it is read', async () => {
    const path = file('log.csv', 'customer_id,date,amount\nada,2026-01-01,5\n');
    await expect(readStatistics(path, { spend: false })).rejects.toThrow('An order log is read with --orders.');
  });

  test('counts the total of an order once, leaves out what was cancelled, and days are those of the zone', async () => {
    const path = file(
      'orders.csv',
      [
        'customer_id,order_id,placed_at,total,status,product_id,quantity',
        'ada,1,2026-03-01T23:30:00Z,45.50,,tea,2',
        'ada,1,2026-03-01T23:30:00Z,45.50,,jam,1',
        'ada,2,2026-03-05,10,cancelled,tea,1',
      ].join('\n'),
    );
    const lines = await readOrderLog(path, { ...options, zone: 'Europe/Paris' });
    expect(lines.map(({ order, product, quantity, amount }) => [order, product, quantity, amount])).toEqual([
      ['1', 'jam', 1, 0],
      ['1', 'tea', 2, 4550],
    ]);
    expect(lines[0]!.day).toBe(Date.UTC(2026, 2, 2) / 86_400_000);
  });

  test.each([
    ['customer_id,date,amount\nada,soon,5', 'Line 2: “soon” is no date such as 1997-09-30.'],
    ['customer_id,date,amount\nada,2026-01-01,much', 'Line 2: amount is “much”, which is no number.'],
    ['customer_id,date,amount\n,2026-01-01,5', 'Line 2: the customer is not named.'],
    ['name,date\nada,2026-01-01', 'none that is called customer_id or customer or master_id'],
    ['customer_id,date,amount\n', 'has no rows'],
  ])('that is wrong is told so: %j', async (text, message) => {
    await expect(readOrderLog(file('wrong-log.csv', text), options)).rejects.toThrow(message);
  });
});

describe('a line that nobody can have is named', () => {
  test.each([
    ['2,9,7', 'Line 3: the last purchase (9) is later than the end (7).'],
    ['-1,0,7', 'Line 3: x is -1, not a number of purchases.'],
    ['0,3,7', 'Line 3: x is 0 and t_x is 3: without a repeat purchase it is 0.'],
  ])('of a table of statistics: %s', async (line, message) => {
    const path = file('bad.csv', `x,t_x,T\n1,2,3\n${line}\n`);
    await expect(readStatistics(path, { spend: false })).rejects.toThrow(message);
  });

  test.each([
    ['0.2,4.4,0.8,2.4,3,40,30,39', 'Line 2: the last purchase (40) is later than the end (30).'],
    ['-0.2,4.4,0.8,2.4,3,4,30,39', 'Line 2: p1 is -0.2; every parameter of a model is above 0.'],
    ['0.2,4.4,0.8,2.4,3,4,30,-39', 'Line 2: t is -39; nothing is told of the past.'],
  ])('of reference values: %s', async (line, message) => {
    const header = 'model,p1,p2,p3,p4,x,t_x,T,t,log_likelihood,p_alive,expected_transactions';
    await expect(readReferenceValues(file('bad.csv', `${header}\nbgnbd,${line},-1,0.5,0.1\n`))).rejects.toThrow(
      message,
    );
  });
});
