import { randomUUID } from 'node:crypto';
import { Resend } from 'resend';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mirrorResend } from '../../cli/suppressions/mirror.ts';
import { suppressions } from '../../db/schema/index.ts';
import { noon, store, testNameHash, useIntake } from '../api/intake-server.ts';
import { type FakeResend, startFakeResend } from '../fake-resend/fake-resend.ts';
import type { FakeSuppression } from '../fake-resend/suppressions.ts';

const intake = useIntake();
const provider: { fake?: FakeResend } = {};
beforeAll(async () => void (provider.fake = await startFakeResend()));
afterAll(async () => provider.fake?.stop());

const listed = (index: number): FakeSuppression => ({
  id: randomUUID(),
  email: `Person-${index}@mirror.example`,
  origin: (['bounce', 'complaint', 'manual'] as const)[index % 3]!,
  source_id: null,
  created_at: new Date(noon - index * 60_000).toISOString(),
});
const mirror = async () =>
  mirrorResend(
    { db: intake.db, clock: intake.clock, nameHash: testNameHash },
    new Resend('re_test', { baseUrl: provider.fake!.url }),
    store,
  );

test('Resend’s whole list is kept, page by page; again nothing changes; what was lifted since stays lifted', async () => {
  const list = Array.from({ length: 250 }, (_, index) => listed(index));
  provider.fake!.suppress(list);
  expect(await mirror()).toEqual({ added: 250, renewed: 0, unchanged: 0, lifted_since: 0 });
  const rows = await intake.db.select().from(suppressions);
  expect(rows).toHaveLength(250);
  expect(rows.find(({ address }) => address === 'person-4@mirror.example')).toMatchObject({
    channel: 'email',
    reason: 'complained',
    purpose: 'marketing',
    at: new Date(noon - 4 * 60_000),
  });
  await intake.db.update(suppressions).set({ liftedAt: new Date(noon + 1) });
  expect(await mirror()).toEqual({ added: 0, renewed: 0, unchanged: 0, lifted_since: 250 });
});
