import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendNextTest } from '../../activities/test-send/test-send.ts';
import { makeApiKey } from '../../api/access/key-text.ts';
import { auditLog, customerAliases, operators, products, testSends } from '../../db/schema/index.ts';
import { productId } from '../../db/ids.ts';
import { addKey, noon, store, useIntake } from '../api/intake-server.ts';
import { runCli, startCli } from '../cli/run-cli.ts';
import { type FakeResend, startFakeResend } from '../fake-resend/fake-resend.ts';
import { addPerson, fakeEmail, type Person, plainRender, silent } from '../gate/world.ts';

const intake = useIntake();
const key = makeApiKey();
const provider: { fake?: FakeResend } = {};
let ada: Person;

beforeAll(async () => {
  provider.fake = await startFakeResend();
  await addKey(intake.db, store, key, { scopes: ['operate', 'read'] });
  const lamp = { id: productId(store, 'lamp'), storeId: store, externalId: 'lamp', title: 'Lamp', translations: {} };
  await intake.db.insert(products).values({ ...lamp, price: 2_500, currency: 'EUR' });
  ada = await addPerson(intake.db);
  const operator = { id: randomUUID(), passwordHash: 'none', createdAt: new Date(noon) };
  await intake.db.insert(operators).values({ ...operator, name: 'grace' });
});
afterAll(async () => provider.fake?.stop());

const wish = () => ({
  customer: { email: ada.email },
  journey: 'cartAbandonment',
  template: 'cart/reminder',
  operator: 'grace',
});
const ask = async (method: 'GET' | 'POST', path: string, body?: object) => {
  const response = await intake.request(`/v1/test-sends${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
/** GET under the store's key. */
const read = async (path: string) => {
  const response = await intake.request(`/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const fieldsOf = ({ body }: Awaited<ReturnType<typeof ask>>) =>
  (body['error'] as { fields: { field: string }[] }).fields.map(({ field }) => field);

/** What the worker does, once. */
const work = async (): Promise<boolean> =>
  sendNextTest({
    db: intake.db,
    clock: intake.clock,
    pace: { take: async () => ({ may: 'call', giveBack: () => {} }), heed: async () => {} },
    render: plainRender,
    publicUrl: 'https://journeys.shop.example',
    logger: silent,
    providers: { email: fakeEmail(provider.fake!.url) },
  });
const accepted = () => provider.fake!.acceptances().filter((one) => one.key.startsWith('test/'));

test(
  'npm run operator gives an operator the address that tests go to; until then none is asked for',
  { timeout: 90_000 },
  async () => {
    const environment = { DATABASE_URL: intake.databaseUrl() };
    const command = async (...args: readonly string[]) =>
      runCli('access/operator.ts', ['address', ...args], environment);
    const refused = await ask('POST', '', wish());
    expect([refused.status, fieldsOf(refused)]).toEqual([422, ['operator']]);
    const [wrong, nobody] = await Promise.all([
      command('grace', 'not an address'),
      command('nobody', 'a@shop.example'),
    ]);
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('The address was not changed') });
    expect(nobody).toMatchObject({ code: 1, stderr: expect.stringContaining('no operator nobody') });
    expect(await intake.db.$count(auditLog)).toBe(0);

    expect(await command('grace', 'Grace@shop.example')).toMatchObject({ code: 0 });
    const [grace] = await intake.db.select().from(operators).where(eq(operators.name, 'grace'));
    expect(grace!.email).toBe('grace@shop.example');
    const acts = await intake.db.select().from(auditLog);
    expect(acts).toMatchObject([
      { act: 'operator.address_set', actor: 'command:operator', subject: `operator/${grace!.id}` },
    ]);
    // An address is nobody's business but theirs.
    expect(JSON.stringify(acts)).not.toContain('shop.example');
  },
);

test('through the API a test is asked for, sent by the worker to the operator, and told of with each rule', async () => {
  await intake.db.update(operators).set({ email: 'grace@shop.example' }).where(eq(operators.name, 'grace'));
  const asked = await ask('POST', '', wish());
  expect(asked).toMatchObject({ status: 202, body: { state: 'asked', step: 'cart/reminder#1', customerWould: null } });
  const path = `/${String(asked.body['id'])}`;
  expect((await ask('GET', path)).body).toEqual(asked.body);
  expect(await work()).toBe(true);
  const told = (await ask('GET', path)).body;
  expect(told).toMatchObject({ state: 'sent', detail: null, customerWould: { says: expect.any(String) } });
  expect((told['rules'] as object[]).length).toBeGreaterThan(10);
  const [mail] = accepted();
  expect(JSON.stringify(mail)).toContain('grace@shop.example');
  expect(JSON.stringify(mail)).not.toContain(ada.email);
});

test('through the API a message is looked at without being sent, its journeys are listed, and what text messages cost is told', async () => {
  const before = await intake.db.$count(testSends);
  const named = { storeId: store, kind: 'id', value: 'ada', customerId: ada.customer } as const;
  await intake.db.insert(customerAliases).values(named);
  const seen = await read('/customers/ada/preview?journey=cartAbandonment&template=cart/reminder&locale=fr');
  expect(seen).toMatchObject({
    status: 200,
    body: {
      channel: 'email',
      locale: 'fr',
      flaw: null,
      email: { subject: expect.stringMatching(/./u), html: expect.stringContaining('Lamp') },
      sms: null,
    },
  });
  // Nobody's way out: what is clicked there changes nothing of the customer's.
  expect(JSON.stringify(seen.body)).toMatch(/https:\/\/journeys\.shop\.example\/u\/[0-9a-f-]{36}/u);
  const text = await read('/customers/ada/preview?journey=cartAbandonment&template=cart/reminder&channel=sms');
  expect(text.body).toMatchObject({ email: null, sms: { text: expect.stringContaining('STOP'), currency: 'EUR' } });
  for (const [query, field] of [
    ['journey=cartAbandonment&template=welcome/brand', 'template'],
    ['journey=cartAbandonment&template=cart/reassurance&channel=sms', 'channel'],
    ['journey=cartAbandonment&template=cart/reminder&locale=xx', 'locale'],
  ] as const) {
    const refused = await read(`/customers/ada/preview?${query}`);
    expect([refused.status, fieldsOf(refused)]).toEqual([422, [field]]);
  }
  expect((await read('/journeys')).body).toMatchObject({
    journeys: [{ journey: 'cartAbandonment', about: 'cartId', messages: expect.arrayContaining([expect.anything()]) }],
  });
  expect((await read('/sms/costs?days=7')).body).toMatchObject({ currency: 'EUR', days: 7, total: 0, journeys: [] });
  expect((await read('/sms/costs?days=none')).status).toBe(422);
  expect(await intake.db.$count(testSends)).toBe(before);
});

test('what is asked for wrongly is named by its field, and nothing is asked of the worker', async () => {
  const before = await intake.db.$count(testSends);
  for (const [change, field] of [
    [{ journey: 'none' }, 'journey'],
    [{ template: 'none' }, 'template'],
    [{ operator: 'nobody' }, 'operator'],
    [{ customer: {} }, 'customer'],
    [{ more: 1 }, ''],
  ] as const) {
    const { status, body } = await ask('POST', '', { ...wish(), ...change });
    expect([status, fieldsOf({ status, body })]).toEqual([422, [field]]);
  }
  expect((await ask('POST', '', { ...wish(), customer: { id: 'nobody' } })).status).toBe(404);
  expect((await ask('GET', `/${randomUUID()}`)).status).toBe(404);
  expect(await intake.db.$count(testSends)).toBe(before);
});

test(
  'npm run test-send lists the messages, shows one and says what would happen to it; a number is set by a command',
  { timeout: 90_000 },
  async () => {
    const environment = { DATABASE_URL: intake.databaseUrl() };
    const about = ['--store', store, '--email', ada.email, '--journey', 'cartAbandonment', '--template'];
    const [listed, shown, asked, wrong, phone] = await Promise.all([
      runCli('sending/test-send.ts', ['list'], environment),
      runCli('sending/test-send.ts', ['preview', ...about, 'cart/reminder'], environment),
      runCli('sending/test-send.ts', ['now', ...about, 'cart/reminder'], environment),
      runCli('sending/test-send.ts', ['now', ...about, 'order/review'], environment),
      runCli('access/operator.ts', ['phone', 'grace', '+33 6 99 00 00 01'], environment),
    ]);
    expect(listed.stdout).toMatch(/^winBack {2}sms {2}win-back\/gift {2}marketing {2}offer winBackGift$/mu);
    expect(shown).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Subject: .+$/mu) });
    expect(asked.stdout).toMatch(/^It would (not )?be sent now\..*$/mu);
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('cartAbandonment does not send it') });
    expect(phone.code).toBe(0);
    const [grace] = await intake.db.select().from(operators).where(eq(operators.name, 'grace'));
    expect(grace!.phone).toBe('+33699000001');
    const acts = await intake.db.select().from(auditLog).where(eq(auditLog.act, 'operator.phone_set'));
    expect(acts).toHaveLength(1);
    expect(JSON.stringify(acts)).not.toContain('33699');
  },
);

test(
  'npm run test-send asks for one, waits for the worker and says what each rule says',
  { timeout: 90_000 },
  async () => {
    await intake.db.update(operators).set({ email: 'grace@shop.example' }).where(eq(operators.name, 'grace'));
    const environment = { DATABASE_URL: intake.databaseUrl() };
    const args = [
      '--store',
      store,
      '--email',
      ada.email,
      '--journey',
      'cartAbandonment',
      '--template',
      'cart/reminder',
    ];
    const before = accepted().length;
    const { ended } = startCli('sending/test-send.ts', [...args, '--operator', 'grace'], environment);
    const wrong = runCli('sending/test-send.ts', [...args, '--operator', 'nobody'], environment);
    await expect.poll(work, { timeout: 60_000, interval: 200 }).toBe(true);
    const { code, stdout } = await ended;
    expect(stdout).toMatch(/^sent: the provider accepted it$/mu);
    expect(stdout).toMatch(/^(pass|later|withheld) +consent {2}.+\.$/mu);
    expect(stdout).toMatch(/^The customer would (not )?get it now\.$/mu);
    expect(code).toBe(0);
    expect(accepted()).toHaveLength(before + 1);
    expect(await wrong).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no operator nobody has an address'),
    });
  },
);
