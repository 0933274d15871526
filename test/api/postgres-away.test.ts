import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Server as HttpServer } from 'node:http';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { createApp } from '../../api/app.ts';
import { drain, listenOn, portOf } from '../../api/listen-on.ts';
import { connectDatabase, type DatabaseConnection } from '../../db/client.ts';
import { cartSpec, useIntake } from './intake-server.ts';
import { cart } from './told.ts';

const intake = useIntake();
let through: ReturnType<typeof cable>;
let connection: DatabaseConnection;
let server: HttpServer;

/** A way to PostgreSQL that can be cut and mended. */
const cable = () => {
  const to = new URL(inject('postgresUrl'));
  const sockets = new Set<Socket>();
  let hangsUp = false;
  let port = 0;
  const proxy: Server = createServer((near) => {
    if (hangsUp) {
      near.destroy();
      return;
    }
    const far = connect(Number(to.port), to.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  const mend = async (): Promise<void> => {
    hangsUp = false;
    if (proxy.listening) return;
    await new Promise<void>((resolve) => {
      proxy.listen(port, '127.0.0.1', resolve);
    });
    ({ port } = proxy.address() as { port: number });
  };
  return {
    mend,
    port: () => port,
    /** Ends every connection; new ones are refused, or taken and ended at once. */
    cut: (how: 'refuse' | 'hang up') => {
      if (how === 'refuse') proxy.close();
      hangsUp = how === 'hang up';
      for (const socket of sockets) socket.destroy();
    },
  };
};

beforeAll(async () => {
  through = cable();
  await through.mend();
  const url = new URL(intake.databaseUrl());
  url.port = String(through.port());
  connection = connectDatabase(url.href, 4);
  const app = createApp({
    db: connection.db,
    clock: intake.clock,
    specs: [cartSpec],
    logger: pino({ level: 'silent' }),
    wake: () => {},
    readiness: async () => ({ ready: true, checks: {} }),
  });
  server = await listenOn(app, { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await drain(server, 0);
  await connection.close();
  through.cut('refuse');
});

const post = async (body: unknown): Promise<Response> =>
  fetch(`http://127.0.0.1:${portOf(server)}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${intake.key}` },
    body: JSON.stringify(body),
  });

test.each([
  ['refuses connections', 'refuse', 3],
  ['ends connections before it answers', 'hang up', 1],
] as const)(
  'while PostgreSQL %s the answer is 503, never 2xx; afterwards everything is taken',
  async (_what, how, times) => {
    expect((await post(cart({ id: 'ada' }, `${how}-1`))).status).toBe(202);
    through.cut(how);
    for (let count = 0; count < times; count++) {
      const response = await post([cart({ id: 'bob' }, `${how}-2`), cart({ id: 'dan' }, `${how}-3`)]);
      expect(response.status).toBe(503);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await response.json()).toMatchObject({ error: { code: 'database_away' } });
    }
    await through.mend();
    await vi.waitFor(async () => expect((await post(cart({ id: 'bob' }, `${how}-2`))).status).toBe(202), {
      timeout: 15_000,
    });
  },
);

test('cut in the middle of batches, every event that was answered 202 is there, once', async () => {
  const events = Array.from({ length: 60 }, (_, index) => cart({ id: `cut-${index}` }, `cut-${index}`));
  const batches = Array.from({ length: 12 }, (_, index) => events.slice(index * 5, index * 5 + 5));
  const answers = Promise.all(batches.map(async (batch) => post(batch)));
  setTimeout(() => through.cut('refuse'), 25);
  const statuses = (await answers).map(({ status }) => status);
  await through.mend();
  expect(statuses.every((status) => status === 202 || status === 503)).toBe(true);
  for (const [index, batch] of batches.entries()) {
    // Through the uncut way: what was accepted is known, what was not is taken now.
    const { body } = await intake.post(batch);
    const fates = body.events.map(({ fate }) => fate);
    if (statuses[index] === 202) expect(fates).toEqual(batch.map(() => 'duplicate'));
    else expect(fates.every((fate) => fate === 'duplicate' || fate === 'applied')).toBe(true);
  }
});
