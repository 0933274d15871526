import { sql } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { cartSpec, useIntake } from '../intake-server.ts';
import { cart } from '../told.ts';

const intake = useIntake([cartSpec], () => ({ inFlight: { requests: 3, bytes: 10_000 } }));

/** Events whose transactions wait until it is let go: the inbox is locked meanwhile. */
const whileHeld = async (run: () => Promise<void>): Promise<void> =>
  intake.db.transaction(async (transaction) => {
    await transaction.execute(sql`lock table inbox in access exclusive mode`);
    await run();
  });

test('past the limit of requests in work more are answered 503 at once; those in work are taken, and room comes back', async () => {
  let all: ReturnType<typeof intake.post>[] = [];
  await whileHeld(async () => {
    all = [0, 1, 2, 3].map(async (n) => intake.post(cart({ id: `w-${n}` }, `w-${n}`)));
    const refused = await Promise.race(all);
    expect([refused.status, refused.body.error.code]).toEqual([503, 'overloaded']);
    expect(refused.headers.get('retry-after')).toBe('1');
  });
  expect((await Promise.all(all)).map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 202, 202, 503]);
  expect((await intake.post(cart({ id: 'late' }, 'late'))).status).toBe(202);
});

const heavy = (id: string) => Array.from({ length: 80 }, (_, n) => cart({ id: `${id}-${n}` }, `${id}-${n}`));

test('bodies are weighed by what they announce; a heavy one is let in when it is alone', async () => {
  let both: ReturnType<typeof intake.post>[] = [];
  await whileHeld(async () => {
    both = ['h', 'i'].map(async (id) => intake.post(heavy(id)));
    expect((await Promise.race(both)).status).toBe(503);
  });
  expect((await Promise.all(both)).map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 503]);
});

test('a request that breaks off gives its place back', async () => {
  for (let n = 0; n < 6; n++) {
    const leaving = new AbortController();
    await whileHeld(async () => {
      const gone = intake.request('/v1/events', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${intake.key}` },
        body: JSON.stringify(cart({ id: `g-${n}` }, `g-${n}`)),
        signal: leaving.signal,
      });
      setImmediate(() => leaving.abort());
      await expect(gone).rejects.toThrow('abort');
    });
  }
  await vi.waitFor(async () => expect((await intake.post(cart({ id: 'g' }, 'g'))).status).toBe(202));
});
