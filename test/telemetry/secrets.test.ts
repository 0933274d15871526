import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readApiConfig } from '../../config/api.ts';
import { readTemporalConfig } from '../../config/temporal.ts';
import { readWorkerConfig } from '../../config/worker.ts';
import { type Process, statusOf, until, useProcesses } from '../worker/processes.ts';

const processes = useProcesses();
const base64 = () => randomBytes(32).toString('base64');

/** Every secret that api and worker are given, each recognisable. */
const secrets = {
  password: `pw${randomBytes(8).toString('hex')}`,
  resend: `re_${randomBytes(12).toString('hex')}`,
  webhook: `whsec_${base64()}`,
  twilio: randomBytes(16).toString('hex'),
  codec: base64(),
  erasure: base64(),
  seal: base64(),
  link: base64(),
  temporal: `tk${randomBytes(16).toString('hex')}`,
  apiKey: `rl_${randomBytes(32).toString('base64url')}`,
};

const environment = {
  LOG_LEVEL: 'debug',
  RESEND_API_KEY: secrets.resend,
  RESEND_WEBHOOK_SECRET: secrets.webhook,
  TWILIO_AUTH_TOKEN: secrets.twilio,
  TEMPORAL_CODEC_KEYS: `k1:${secrets.codec}`,
  ERASURE_KEY: secrets.erasure,
  LINK_KEYS: `l1:${secrets.link}`,
  RELANCE_SECRET_KEYS: `s1:${secrets.seal}`,
};
const options = {
  databaseUrl: `postgres://relance:${secrets.password}@127.0.0.1:1/relance`,
  temporalAddress: '127.0.0.1:1',
  namespace: 'relance',
  environment,
};

const expectNoSecret = (text: string): void => {
  const lines = text.split('\n').filter((line) => Object.values(secrets).some((secret) => line.includes(secret)));
  expect(lines).toEqual([]);
};

const written = (process: Process): string => readFileSync(process.logFile, 'utf8');

test('api and worker with every secret set, at debug level, without a database and a Temporal: none is printed', async () => {
  const [api, worker, cloud] = await Promise.all([
    processes.api(options),
    processes.worker(options),
    // With a key Temporal is spoken to over TLS, which nothing here answers.
    processes.worker({ ...options, environment: { ...environment, TEMPORAL_API_KEY: secrets.temporal } }),
  ]);
  await until(
    async () => (await statusOf(`${api.url}/health`)) === 200,
    () => api.log(),
  );
  const heard = await Promise.all(
    ['/ready', '/v1/events', '/v1/customers/erase', `/u/${secrets.apiKey}`].map(async (path) => {
      const response = await fetch(`${api.url}${path}`, {
        method: path === '/ready' ? 'GET' : 'POST',
        headers: { authorization: `Bearer ${secrets.apiKey}`, 'content-type': 'application/json' },
        ...(path !== '/ready' && { body: '{}' }),
      });
      return response.text();
    }),
  );
  for (const one of [worker, cloud]) {
    await until(
      () => written(one).includes('Temporal does not answer yet'),
      () => one.log(),
    );
  }
  await Promise.all([api, worker, cloud].map(async (one) => one.stop()));
  for (const one of [api, worker, cloud]) {
    expect(written(one).length).toBeGreaterThan(0);
    expectNoSecret(written(one));
  }
  expectNoSecret(heard.join('\n'));
}, 60_000);

test('a secret that is written wrongly is named at start, and not shown', () => {
  const good = { DATABASE_URL: options.databaseUrl, TEMPORAL_CONFIG_FILE: '/missing', ...environment };
  const names = ['DATABASE_URL', ...Object.keys(environment).filter((name) => name !== 'LOG_LEVEL')] as const;
  for (const name of names) {
    // A character too many in the middle, as a wrong paste leaves it.
    const value = (good as Record<string, string>)[name]!;
    const wrong = { ...good, [name]: `!${value}` };
    const messages: string[] = [];
    for (const read of [readApiConfig, readWorkerConfig, readTemporalConfig]) {
      try {
        read(wrong);
      } catch (error) {
        messages.push((error as Error).message);
      }
    }
    expect(messages.join('\n'), name).toContain(`${name} is wrong`);
    expectNoSecret(messages.join('\n'));
  }
});
