import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { resolveByHand } from '../../api/operate/resolve-unknown.ts';
import { saidByOperator } from '../../db/ledger/told-later.ts';
import { closeRun } from '../../db/road/run-closing.ts';
import { auditLog, runs } from '../../db/schema/index.ts';
import { messageTag } from '../../domain/delivery.ts';
import { runCli } from '../cli/run-cli.ts';
import { resendEvent } from '../fake-resend/webhook.ts';
import { hour, noon, type Person } from '../gate/world.ts';
import { useWebhooks } from '../provider-webhooks/use-webhooks.ts';

const webhooks = useWebhooks();

const unknown = async () => {
  const message = await webhooks.message('unknown', { providerId: null, lastError: 'no answer in time' });
  await closeRun(webhooks.db, { run: message.person.run, outcome: 'completed', steps: [] }, noon);
  return message;
};
const deps = () => ({ db: webhooks.db, clock: { now: () => noon + hour } });
const sentBy = async ({ run }: Person) => (await webhooks.db.select().from(runs).where(eq(runs.id, run)))[0]!.sent;
const acts = async (id: string) =>
  webhooks.db
    .select({ actor: auditLog.actor, act: auditLog.act, storeId: auditLog.storeId, detail: auditLog.detail })
    .from(auditLog)
    .where(eq(auditLog.subject, `message/${id}`));

test('"it was sent" counts the message where it was claimed, once, with who said so', async () => {
  const { id, row, person } = await unknown();
  const both = await Promise.all([
    resolveByHand(deps(), id, 'sent', 'operator:ada'),
    resolveByHand(deps(), id, 'not sent', 'operator:bob'),
  ]);
  expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['resolved', 'settled']);
  const resolved = both.find(({ outcome }) => outcome === 'resolved') as { message: { state: string } };
  expect((await row()).state).toBe(resolved.message.state);
  expect(await sentBy(person)).toBe(resolved.message.state === 'accepted' ? 1 : 0);
  expect(await acts(id)).toHaveLength(1);
});

test('"it was sent", and what the provider tells later, go together', async () => {
  const { id, row, told, person } = await unknown();
  await resolveByHand(deps(), id, 'sent', 'operator:ada');
  expect(await row()).toMatchObject({ state: 'accepted', providerId: saidByOperator, acceptedAt: new Date(noon) });
  expect(await acts(id)).toEqual([
    { actor: 'operator:ada', act: 'message.resolved', storeId: 'demo', detail: { verdict: 'sent', state: 'accepted' } },
  ]);
  await webhooks.resend(resendEvent('email.delivered', { ...told, tags: { [messageTag]: id } }, noon + hour));
  expect(await row()).toMatchObject({ state: 'delivered', providerId: told.id });
  expect(await sentBy(person)).toBe(1);
});

test('"it was not sent" fails the step; the word of the provider wins over it', async () => {
  const { id, row, told, person } = await unknown();
  await resolveByHand(deps(), id, 'not sent', 'operator:ada');
  expect(await row()).toMatchObject({ state: 'failed', reason: 'not_accepted' });
  expect(await sentBy(person)).toBe(0);
  await webhooks.resend(resendEvent('email.sent', { ...told, tags: { [messageTag]: id } }, noon + hour));
  expect(await row()).toMatchObject({ state: 'accepted', reason: null, providerId: told.id });
  expect(await sentBy(person)).toBe(1);
});

test('a message that is not there, or whose fate is known, is left as it is', async () => {
  expect(await resolveByHand(deps(), randomUUID(), 'sent', 'operator:ada')).toEqual({ outcome: 'none' });
  const { id, row } = await webhooks.message('accepted');
  expect(await resolveByHand(deps(), id, 'not sent', 'operator:ada')).toEqual({
    outcome: 'settled',
    state: 'accepted',
  });
  expect((await row()).state).toBe('accepted');
  expect(await acts(id)).toEqual([]);
});

test('npm run unknown lists them without personal data, and resolves one', async () => {
  const { id, row, person } = await unknown();
  const environment = { DATABASE_URL: webhooks.databaseUrl() };
  const listed = await runCli('sending/unknown.ts', ['list', '--store', 'demo'], environment);
  expect(listed).toMatchObject({ code: 0, stdout: expect.stringContaining(id) });
  expect(listed.stdout).toContain('no answer in time');
  expect(listed.stdout).not.toContain(person.email);

  const said = await runCli('sending/unknown.ts', ['sent', id], environment);
  expect(said).toMatchObject({ code: 0, stdout: expect.stringContaining('accepted') });
  expect((await row()).state).toBe('accepted');
  expect(await acts(id)).toMatchObject([{ actor: 'command:unknown' }]);
  const again = await runCli('sending/unknown.ts', ['not-sent', id], environment);
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('is accepted, which is known') });
  const none = await runCli('sending/unknown.ts', ['not-sent', 'nonsense'], environment);
  expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('npm run unknown -- list') });
});
