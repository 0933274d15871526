import { desc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { eraseCustomer } from '../../api/privacy/erase-customer.ts';
import { auditLog, stores, suppressions } from '../../db/schema/index.ts';
import type { StoreId } from '../../domain/ids.ts';
import { noon, store, testNameHash, useIntake } from '../api/intake-server.ts';
import { told } from '../api/told.ts';
import { useFiles } from './use-files.ts';

const intake = useIntake();
const files = useFiles();
const deps = () => ({ db: intake.db, clock: intake.clock, nameHash: testNameHash });
const rows = async (address?: string) =>
  intake.db
    .select()
    .from(suppressions)
    .where(address === undefined ? undefined : eq(suppressions.address, address))
    .orderBy(suppressions.address);
const importing = async (...lines: readonly string[]) => files.importing(deps(), store, lines);

test('10,000 suppressions imported twice: the second time nothing changes', async () => {
  const lines = Array.from({ length: 10_000 }, (_, index) => {
    const date = index % 3 === 0 ? '' : '2026-05-01T10:00:00Z';
    return index % 5 === 0
      ? `sms,+336${String(10_000_000 + index)},stopped,,,${date}`
      : `email,Person-${index}@Shop.example,${index % 2 === 0 ? 'unsubscribed' : 'bounced'},,${index % 4 === 0 ? 'newsletter' : ''},${date}`;
  });
  const file = ['channel,address,reason,purpose,list,at', ...lines];
  expect(await importing(...file)).toMatchObject({
    rows: 10_000,
    problems: 0,
    counts: { added: 10_000, unchanged: 0 },
  });
  const before = { rows: await rows(), acts: await intake.db.select().from(auditLog) };
  expect(before.rows).toHaveLength(10_000);

  intake.clock.advance(86_400_000);
  expect(await importing(...file)).toMatchObject({
    rows: 10_000,
    problems: 0,
    counts: { added: 0, renewed: 0, unchanged: 10_000 },
  });
  expect({ rows: await rows(), acts: await intake.db.select().from(auditLog) }).toEqual(before);
  expect(JSON.stringify(before.acts)).not.toMatch(/@|\+336/);
});

test('a wrong line is told with its number and left out, the others are kept', async () => {
  const { told, counts } = await importing(
    'email,reason,list,at',
    'good@line.example,unsubscribed,offers,2026-05-01',
    'not an address,bounced,,',
    'c@line.example,complianed,,',
    'd@line.example,unsubscribed,No Such List,',
    'e@line.example,bounced,,2999-01-01',
    'f@line.example,erased,,',
    ',bounced,,',
  );
  expect(counts).toMatchObject({ added: 1 });
  expect(told.map((line) => line.split(': ').slice(0, 2).join(': '))).toEqual([
    '3: address',
    '4: reason',
    '5: list',
    '6: at',
    '7: reason',
    '8: address',
  ]);
  expect(await rows('good@line.example')).toMatchObject([
    { reason: 'unsubscribed', purpose: 'marketing', list: 'offers' },
  ]);
});

test('Resend’s own columns are taken as they are', async () => {
  await importing(
    'id,email,origin,source_id,created_at',
    'e169aa45-1ecf-4183-9955-b1499d5701d3,steve@list.example,manual,,2026-05-06T23:47:56.678Z',
    '520784e2-887d-4c25-b53c-4ad46ad38100,susan@list.example,bounce,4ef9a417-02e9-4d39-ad75-9611e0fcc33c,2026-05-07T08:12:03.412Z',
  );
  expect(await rows('steve@list.example')).toMatchObject([{ reason: 'manual', purpose: 'all' }]);
  expect(await rows('susan@list.example')).toMatchObject([
    { reason: 'bounced', at: new Date('2026-05-07T08:12:03.412Z') },
  ]);
});

test('what an export writes, an import takes: another store has the same', async () => {
  const other = 'copy' as StoreId;
  const [own] = await intake.db.select().from(stores).where(eq(stores.id, store));
  await intake.db.insert(stores).values({ ...own!, id: other });
  const exported = await files.exported(deps(), store);
  const { problems } = await files.importing(deps(), other, exported);
  expect(problems).toBe(0);
  expect(await files.exported(deps(), other)).toEqual(exported);
});

test('an address whose owner was erased is kept under its hash alone, and stays suppressed when it comes back', async () => {
  const email = 'egret@canary.example';
  await intake.post(told('customer.created', { id: 'egret', email }, {}));
  await eraseCustomer(
    { db: intake.db, clock: intake.clock, nameHash: testNameHash },
    store,
    { kind: 'id', value: 'egret' },
    'command:erase',
  );
  expect(await importing('email,reason', `${email},complained`)).toMatchObject({ counts: { added: 1 } });
  expect(await rows(email)).toEqual([]);
  const hash = testNameHash.of(store, 'email', email);
  expect((await rows(hash)).map(({ reason }) => reason).toSorted()).toEqual(['complained', 'erased']);
  const exported = await files.exported(deps(), store);
  expect(exported.filter((line) => line.includes(hash))).toHaveLength(2);
  expect(exported.join('\n')).not.toContain('egret');
  // Told again by a file that is older than the erasure.
  expect(await files.importing(deps(), store, exported)).toMatchObject({
    problems: 0,
    counts: { added: 0, renewed: 0 },
  });

  await intake.post(told('customer.created', { id: 'egret-2', email }, {}));
  expect((await rows(email)).map(({ reason }) => reason).toSorted()).toEqual(['complained', 'erased']);
  // Known again, what is imported stops the address itself.
  await importing('email,reason', `${email},manual`);
  expect((await rows(email)).map(({ reason }) => reason).toSorted()).toEqual(['complained', 'erased', 'manual']);
});

test('what changed is in the audit log: how many, not whom', async () => {
  await importing('email,reason', 'once@audit.example,bounced');
  const [act] = await intake.db
    .select()
    .from(auditLog)
    .where(eq(auditLog.act, 'suppressions.imported'))
    .orderBy(desc(auditLog.id))
    .limit(1);
  expect(act).toMatchObject({
    actor: 'command:suppressions',
    subject: `store/${store}`,
    detail: { from: 'file', added: 1, renewed: 0 },
  });
  expect(act!.at.getTime()).toBeGreaterThanOrEqual(noon);
});
