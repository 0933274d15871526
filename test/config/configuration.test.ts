import { describe, expect, test } from 'vitest';
import type { Provider } from '../../activities/providers/provider.ts';
import { readApiConfig } from '../../config/api.ts';
import { ConfigurationError } from '../../config/read.ts';
import { readStackConfig } from '../../config/stack.ts';
import { readTemporalConfig } from '../../config/temporal.ts';
import { readWorkerConfig } from '../../config/worker.ts';
import { systemClock } from '../../domain/time/clock.ts';
import { providersOf } from '../../worker/providers.ts';

const database = { DATABASE_URL: 'postgres://localhost/relance' };
const clock = JSON.stringify({ real: '2026-11-22T09:00:00Z', demo: '2024-02-05T17:45:00Z', rate: 1440 });

const message = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('a wrong variable is named, with the reason and where to read on', () => {
  test.for([
    [{}, 'DATABASE_URL is not set: write a URL such as postgres://user:password@host:5432/relance'],
    [{ DATABASE_URL: '' }, 'DATABASE_URL is not set'],
    [{ DATABASE_URL: 'mysql://localhost/shop' }, 'DATABASE_URL is wrong: write a URL such as postgres://'],
    [{ ...database, API_PORT: 'http' }, 'API_PORT is wrong: write a port number'],
    [{ ...database, API_PORT: '70000' }, 'API_PORT is wrong: a port is at most 65535'],
    [{ ...database, TRUST_PROXY: 'yes' }, 'TRUST_PROXY is wrong: write how many proxies'],
    [{ ...database, TRUST_PROXY: '10.0.0.0/99' }, 'TRUST_PROXY is wrong'],
    [{ ...database, LIMIT_FAILURES: '0' }, 'LIMIT_FAILURES is wrong'],
    [{ ...database, RELANCE_SECRET_KEYS: 'a:short' }, 'RELANCE_SECRET_KEYS is wrong: write id:key,id:key'],
    [{ ...database, LOG_LEVEL: 'loud' }, 'LOG_LEVEL is wrong'],
    [{ ...database, RELANCE_CLOCK: '{"rate": 2}' }, 'RELANCE_CLOCK is wrong: write JSON {"real": ISO'],
    [{ ...database, TEMPORAL_UI_URL: 'temporal' }, 'TEMPORAL_UI_URL is wrong: write a URL such as http'],
  ] as const)('api: %o', ([environment, expected]) => {
    const text = message(() => readApiConfig(environment));
    expect(text).toContain(expected);
    expect(text).toContain('.env.example');
  });

  test.for([
    [{ ...database, RESEND_API_KEY: 'secret' }, 'RESEND_API_KEY is wrong: a Resend key starts with re_'],
    [{ ...database, PUBLIC_URL: 'shop.example' }, 'PUBLIC_URL is wrong: write a URL such as https://'],
    [{ ...database, PROVIDER_TIMEOUT_MS: 'soon' }, 'PROVIDER_TIMEOUT_MS is wrong: write milliseconds'],
    [{ ...database, MARKETING_PER_SECOND: '0' }, 'MARKETING_PER_SECOND is wrong'],
  ] as const)('worker: %o', ([environment, expected]) => {
    expect(message(() => readWorkerConfig(environment))).toContain(expected);
  });

  test('npm start checks those of api and worker too, all in one message', () => {
    const text = message(() => readStackConfig({ TEMPORAL_PORT: 'x', LOG_LEVEL: 'loud', RESEND_API_KEY: 'secret' }));
    for (const name of ['TEMPORAL_PORT', 'LOG_LEVEL', 'RESEND_API_KEY']) expect(text).toContain(`${name} is wrong`);
  });

  test("Temporal's own variables", () => {
    const text = message(() => readTemporalConfig({ TEMPORAL_PROFILE: 'cloud', TEMPORAL_CONFIG_FILE: '/missing' }));
    expect(text).toContain('cloud');
    expect(text).toContain('.env.example');
  });
});

test('the demo clock and a real provider exclude each other; a fake one on this machine is fine', () => {
  const demo = { ...database, RELANCE_CLOCK: clock, RESEND_API_KEY: 're_1' };
  expect(message(() => readWorkerConfig(demo))).toContain('the demo never uses a real provider');
  expect(message(() => readWorkerConfig({ ...demo, RESEND_BASE_URL: 'https://api.resend.com' }))).toContain('demo');
  expect(readWorkerConfig({ ...demo, RESEND_BASE_URL: 'http://127.0.0.1:4000' }).resend?.apiKey).toBe('re_1');
});

test('Twilio needs its token and a sender, and is told where to call back only where it can', () => {
  const account = { ...database, TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}` };
  const complete = { ...account, TWILIO_AUTH_TOKEN: '1'.repeat(32), TWILIO_FROM: '+33600000000' };
  expect(readWorkerConfig(database).twilio).toBeUndefined();
  expect(message(() => readWorkerConfig(account))).toContain('without TWILIO_AUTH_TOKEN');
  expect(message(() => readWorkerConfig({ ...account, TWILIO_AUTH_TOKEN: '1'.repeat(32) }))).toContain('TWILIO_FROM');
  expect(message(() => readWorkerConfig({ ...complete, TWILIO_FROM: 'a name too long' }))).toContain('TWILIO_FROM');
  expect(message(() => readWorkerConfig({ ...complete, RELANCE_CLOCK: clock }))).toContain(
    'never uses a real provider',
  );
  expect(readWorkerConfig(complete).twilio).toMatchObject({ sender: { from: '+33600000000' }, perSecond: 10 });
  expect(readWorkerConfig(complete).twilio?.statusCallback).toBeUndefined();
  const reachable = { ...complete, PUBLIC_URL: 'https://journeys.shop.example/' };
  expect(readWorkerConfig(reachable).twilio?.statusCallback).toBe('https://journeys.shop.example/webhooks/twilio');
  expect(readWorkerConfig(complete).whatsapp).toBeUndefined();
  const both = readWorkerConfig({ ...complete, TWILIO_WHATSAPP_FROM: '+33700000000' });
  expect([both.twilio?.perSecond, both.whatsapp]).toMatchObject([10, { from: '+33700000000', perSecond: 80 }]);
  const { TWILIO_FROM: _from, ...alone } = { ...complete, TWILIO_WHATSAPP_FROM: '+33700000000' };
  expect(readWorkerConfig(alone)).toMatchObject({ twilio: undefined, whatsapp: { from: '+33700000000' } });
});

test('R81 who writes to phones for real never has a message for one end in the local outbox', () => {
  const local = { name: 'local' } as Provider;
  const names = (more: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(providersOf(readWorkerConfig({ ...database, ...more }), { local, realClock: systemClock() })).map(
        ([channel, { name }]) => [channel, name],
      ),
    );
  const account = { TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: '1'.repeat(32) };
  const [sms, whatsapp] = [{ TWILIO_FROM: '+33600000000' }, { TWILIO_WHATSAPP_FROM: '+33700000000' }];
  expect(names({})).toEqual({ email: 'local', sms: 'local', whatsapp: 'local' });
  expect(names({ ...account, ...sms })).toEqual({ email: 'local', sms: 'twilio' });
  expect(names({ ...account, ...whatsapp })).toEqual({ email: 'local', whatsapp: 'twilio-whatsapp' });
  expect(names({ ...account, ...sms, ...whatsapp })).toEqual({
    email: 'local',
    sms: 'twilio',
    whatsapp: 'twilio-whatsapp',
  });
});

test('an empty variable counts as not set', () => {
  expect(readApiConfig({ ...database, API_PORT: '', LOG_LEVEL: '' })).toMatchObject({
    logLevel: 'info',
    api: { host: '0.0.0.0', port: 3000 },
  });
  const temporal = readTemporalConfig({
    TEMPORAL_ADDRESS: '',
    TEMPORAL_NAMESPACE: '',
    TEMPORAL_CONFIG_FILE: '/missing',
  });
  expect(temporal).toMatchObject({ namespace: 'relance' });
  expect(temporal.connectionOptions.address).toBeUndefined();
});
