import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { statisticsOfLog } from '../../../cli/scoring/fit/read-statistics.ts';
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
    expect(columns).toEqual(cdnowStatistics(readCdnow()));
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
      ['1', 'tea', 2, 4550],
      ['1', 'jam', 1, 0],
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
