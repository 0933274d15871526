import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { and, eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { auditLog, models } from '../../../db/schema/index.ts';
import type { StoreId } from '../../../domain/ids.ts';
import { useDatabase } from '../../stack/database.ts';
import { readCdnowSample } from '../data/read-rows.ts';
import { plantLog } from './cdnow-shop.ts';

const database = useDatabase();
const shop = 'cdnow' as StoreId;
const repository = fileURLToPath(new URL('../../..', import.meta.url));

const score = async (...words: readonly string[]) =>
  new Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'cli/scoring/main.ts', ...words], {
      cwd: repository,
      env: { ...process.env, DATABASE_URL: database.url },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (some: Buffer) => (stdout += some.toString()));
    child.stderr.on('data', (some: Buffer) => (stderr += some.toString()));
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });

// Recent enough to be a shop's past: the log's last day is some days ago.
const shift = Math.floor(Date.now() / 86_400_000) - 10_410;
beforeAll(async () => {
  await plantLog(
    database.connection.db,
    shop,
    readCdnowSample().map((line) => ({ ...line, day: line.day + shift })),
  );
}, 60_000);

test('npm run score fits, scores and says so; the fits, an export and a promotion are one command each', async () => {
  const ran = await score('--store', shop);
  expect(ran.stdout).toMatch(/^cdnow: 2357 customers in \d+\.\d s\n/u);
  expect(ran.stdout).toContain('orders: version 1 is in use');
  expect(ran.stdout).toMatch(/products: no model, .*, 0 of 200 times that somebody bought a product again/u);
  expect(ran.code).toBe(0);

  const listed = await score('models', '--store', shop);
  expect(listed.stdout).toMatch(/^orders 1 {2}mbg {2}active .* rmse \d+\.\d{3} \(nbd \d+\.\d{3}\)$/mu);

  const [csv, jsonl] = [
    await score('export', '--store', shop),
    await score('export', '--store', shop, '--format', 'jsonl'),
  ];
  const rows = parse<Record<string, string>>(csv.stdout, { columns: true });
  const lines = jsonl.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(rows).toHaveLength(2_357);
  expect(lines).toHaveLength(2_357);
  expect(rows.map((row) => Number(row['alive']))).toEqual(lines.map((line) => line['alive']));
  expect(rows[0]).toMatchObject({ model_version: '1', purchase_days: String(lines[0]!['purchase_days']) });

  const { db } = database.connection;
  await db.update(models).set({ state: 'kept', reason: 'worse_than_last' }).where(eq(models.kind, 'orders'));
  const promoted = await score('promote', 'orders', '--store', shop, '--version', '1', '--why', 'looked at');
  expect(promoted).toMatchObject({ code: 0 });
  const [fit] = await db.select().from(models).where(eq(models.kind, 'orders'));
  expect(fit).toMatchObject({ state: 'active', reason: null, promotedBy: 'command:score' });
  const acts = await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.act, 'model.promoted'), eq(auditLog.storeId, shop)));
  expect(acts).toMatchObject([{ detail: { kind: 'orders', version: 1, why: 'looked at' } }]);

  const unknown = await score('promote', 'orders', '--store', shop, '--version', '9', '--why', 'no');
  expect(unknown.code).toBe(1);
  expect(unknown.stderr).toContain('There is no fit 9 of orders.');
}, 90_000);
