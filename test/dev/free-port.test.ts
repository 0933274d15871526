import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePort } from '../../dev/free-port.ts';

test('the port is one that no outgoing connection is given: a server can stop and start on it', async () => {
  const ports = await Promise.all(Array.from({ length: 100 }, async () => freePort()));
  expect(Math.max(...ports)).toBeLessThan(32_768);
});

test('the wanted port when it is free, else another', async () => {
  const port = await freePort();
  expect(await freePort(port)).toBe(port);
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(port, '127.0.0.1', resolve));
  expect(await freePort(port)).not.toBe(port);
  taken.close();
});
