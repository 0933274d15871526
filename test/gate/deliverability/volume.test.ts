import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { approveVolume, withdrawApproval } from '../../../api/operate/deliverability/approve-volume.ts';
import { forgetAverageDay } from '../../../db/deliverability/volumes.ts';
import { auditLog, averageDays, sendingCounts } from '../../../db/schema/index.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import { noPressure, plantPolicy } from '../../stack/policy.ts';
import { useGate } from '../use-gate.ts';
import { hour, noon, store } from '../world.ts';

const gate = useGate();
const newsletter = { input: { rank: 'newsletter', journey: 'news' } } as const;

/** So many messages accepted in an hour. */
const at = (hours: number, accepted: number) => ({
  storeId: store,
  channel: 'email' as const,
  journey: 'news',
  hour: new Date(noon + hours * hour),
  part: 0,
  accepted,
});

test('R203 a send above three usual days waits until somebody approves it, by name; carts go on', async () => {
  const { deliverability } = defaultPolicy;
  const volume = { ...deliverability.volume, fromDaily: 10 };
  await plantPolicy(gate.db, store, { ...noPressure, deliverability: { ...deliverability, volume } });
  // A hundred on a usual day: 2,800 in four weeks, the oldest of them not counted any more.
  await gate.db
    .insert(sendingCounts)
    .values([at(-24 * 20, 1_400), at(-24 * 2, 1_400), at(-24 * 40, 9_999), at(-2, 299)]);
  expect(await gate.attempt(await gate.person(newsletter))).toMatchObject({ outcome: 'accepted' });
  expect(await gate.db.select().from(averageDays)).toMatchObject([{ accepted: 100 }]);
  const next = await gate.person(newsletter);
  expect(await gate.attempt(next)).toMatchObject({ again: 'later' });
  expect(await gate.row(next)).toMatchObject({ reason: 'volume', cause: 'volume' });
  expect(await gate.attempt(await gate.person())).toMatchObject({ outcome: 'accepted' });
  const wish = { channel: 'email', daily: 5_000, until: new Date(noon + hour) } as const;
  await approveVolume(gate.db, store, wish, { at: noon, actor: 'command:test', why: 'the sale, prepared since June' });
  expect(await gate.attempt(next)).toMatchObject({ outcome: 'accepted' });
  gate.clock.set(noon + hour);
  expect(await gate.attempt(await gate.person(newsletter))).toMatchObject({ again: 'later' });
  const who = { at: noon + hour, actor: 'command:test', why: 'x' } as const;
  await approveVolume(gate.db, store, { ...wish, until: new Date(noon + 3 * hour) }, who);
  expect(await gate.attempt(await gate.person(newsletter))).toMatchObject({ outcome: 'accepted' });
  expect(await withdrawApproval(gate.db, store, wish, who)).toBe(true);
  expect(await gate.attempt(await gate.person(newsletter))).toMatchObject({ again: 'later' });
  const acts = await gate.db.select().from(auditLog).where(eq(auditLog.act, 'volume.approved'));
  expect(acts[0]).toMatchObject({ storeId: store, detail: { daily: 5_000, channel: 'email' } });
});

test('the average of a day that was counted too early is counted again by whoever asks next', async () => {
  await gate.db.delete(averageDays);
  await gate.db.delete(sendingCounts);
  await gate.db.insert(sendingCounts).values([at(-24 * 2, 2_800)]);
  await gate.attempt(await gate.person(newsletter));
  await gate.db.insert(sendingCounts).values([at(-24 * 3, 2_800)]);
  await gate.attempt(await gate.person(newsletter));
  expect(await gate.db.select().from(averageDays)).toMatchObject([{ accepted: 100 }]);
  await forgetAverageDay(gate.db, store, new Date(noon + hour));
  expect(await gate.db.select().from(averageDays)).toEqual([]);
  await gate.attempt(await gate.person(newsletter));
  expect(await gate.db.select().from(averageDays)).toMatchObject([{ accepted: 200 }]);
});
