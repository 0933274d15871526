import { ApplicationFailure } from '@temporalio/common';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLogger } from '../../telemetry/logger.ts';

/** The lines that `write` leaves in a log. */
const logged = (write: (logger: ReturnType<typeof createLogger>) => void): readonly string[] => {
  const lines: string[] = [];
  write(
    createLogger({ process: 'api', level: 'debug', destination: { write: (line: string) => void lines.push(line) } }),
  );
  return lines;
};

test('a log line holds the allowed fields only', () => {
  const [line] = logged((logger) =>
    logger.info({ store: 'demo', email: 'canary@shop.example', body: { name: 'Canary' }, count: 3 }, 'told'),
  );
  expect(JSON.parse(line!)).toMatchObject({ level: 'info', process: 'api', store: 'demo', count: 3, msg: 'told' });
  expect(line).not.toMatch(/canary/i);
});

test('an object in an allowed field is left out whole', () => {
  const [line] = logged((logger) => logger.info({ detail: { email: 'canary@shop.example' } }, 'told'));
  expect(JSON.parse(line!)).toMatchObject({ detail: '[left out]' });
});

test('an error is written without its message and without what hangs on it', () => {
  const cause = Object.assign(new Error('duplicate key (email)=(canary@shop.example)'), {
    code: '23505',
    detail: 'canary@shop.example',
    parameters: ['Canary'],
  });
  const error = new TypeError('Failed query: insert; params: Canary\n at canary at home', { cause });
  for (const line of [
    ...logged((logger) => logger.error({ error }, 'failed')),
    ...logged((logger) => logger.error(error)),
    ...logged((logger) => logger.child({ error, email: 'canary@shop.example' }).error('failed')),
  ]) {
    expect(JSON.parse(line)).toMatchObject({ error: { name: 'TypeError', cause: { code: '23505' } } });
    expect(line).toContain('logger.test.ts');
    expect(line).not.toMatch(/canary/i);
  }
});

test('a failure of Temporal is written with its kind', () => {
  const failure = ApplicationFailure.create({ type: 'refused', message: 'canary@shop.example' });
  const [line] = logged((logger) => logger.warn({ error: failure }, 'not done'));
  expect(JSON.parse(line!)).toMatchObject({ error: { name: 'ApplicationFailure', type: 'refused' } });
  expect(line).not.toContain('canary');
});

test('addresses, numbers, credentials and keys are taken out of any text', () => {
  const secrets = [
    'canary@shop.example',
    '+33 6 12 34 56 78',
    '+33612345678',
    'postgres://relance:hunter2@db:5432/relance',
    're_canary_12345678',
    'whsec_Y2FuYXJ5Y2FuYXJ5',
    'Bearer abc.def.ghi',
    '/u/3b6d1c1e-6c58-4f0e-9f5a-0d6f3c0a7b52',
  ];
  const whole = fc.tuple(fc.constantFrom(...secrets), fc.lorem({ maxCount: 4 }), fc.lorem({ maxCount: 4 }));
  fc.assert(
    fc.property(whole, ([secret, before, after]) => {
      const text = `${before} ${secret} ${after}`;
      const [first, second] = [
        ...logged((logger) => logger.info({ why: text }, 'told')),
        ...logged((logger) => logger.info(text)),
      ];
      expect(first).not.toContain(secret);
      expect(second).not.toContain(secret);
      expect(`${first}${second}`).not.toMatch(/hunter2|abc\.def|canary|3b6d1c1e/);
    }),
  );
});

test('ids, instants and addresses of machines stay readable', () => {
  const workflowId = 'journey/demo/cartAbandonment/0190a2b4-6c58-7f0e-9f5a-0d6f3c0a7b52/-/1';
  const [line] = logged((logger) =>
    logger.info({ workflowId, host: '127.0.0.1:7233', at: 1 }, 'due 2026-11-25T17:50:38.000Z'),
  );
  expect(JSON.parse(line!)).toMatchObject({ workflowId, host: '127.0.0.1:7233', msg: 'due 2026-11-25T17:50:38.000Z' });
});
