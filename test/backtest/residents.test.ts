import { afterAll, beforeAll, expect, test } from 'vitest';
import { accepting } from '../../cli/simulator/gate.ts';
import { journeysPath, workflowBundle } from '../../cli/simulator/bundle.ts';
import { openSandbox, type Sandbox } from '../../cli/simulator/sandbox.ts';
import { monday, offset } from '../../cli/simulator/schedule.ts';
import { playRun } from '../../cli/backtest/playing/played-run.ts';
import { keepResidents } from '../../cli/backtest/playing/residents.ts';
import type { RunClosed, RunInput } from '../../domain/run.ts';
import { toInstant } from '../../domain/time/instant.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox(await workflowBundle(journeysPath));
});
afterAll(() => sandbox.close());

/** Plays cart runs that begin an hour apart, always the one that is due first. */
const playMany = async (count: number, most: number) => {
  const residents = keepResidents(sandbox, most);
  const told: string[] = [];
  const ends: RunClosed[] = [];
  const runs = Array.from({ length: count }, (_, index) => {
    const name = `person-${index}`;
    const touchedAt = monday + index * 3_600_000;
    const input = {
      run: name,
      store: 'demo',
      journey: 'cartAbandonment',
      customer: name,
      subject: `cart-${index}`,
      episode: 1,
      event: { cartId: `cart-${index}` },
      touchedAt: toInstant(touchedAt),
      plan: { calendar: [] },
    } as unknown as RunInput;
    return playRun({
      input,
      startAt: touchedAt + 3_600_000,
      residents,
      ask: async (send, now) => {
        told.push(`${offset(now - monday)} ${send.customer} ${send.step}`);
        return accepting(send, now);
      },
      closed: async (end) => void ends.push(end),
    });
  });
  const due = () =>
    runs.filter((run) => run.next() !== undefined).toSorted((a, b) => a.next()! - b.next()! || (a.id < b.id ? -1 : 1));
  for (let [first] = due(); first; [first] = due()) {
    const at = first.next()!;
    // One of them buys after the first message.
    if (first.id.includes('person-2/') && at > monday + 5 * 3_600_000) {
      await first.tell('order.placed', { orderId: 'order-1', eventId: 'event-1' }, at - 1);
    } else await first.wake(at);
  }
  return { told, ends };
};

test('a run that was put out of memory goes on as if it had stayed', async () => {
  const crowded = await playMany(6, 1);
  const roomy = await playMany(6, 100);
  expect(crowded).toEqual(roomy);
  expect(roomy.told).toHaveLength(5 * 3 + 1);
  expect(roomy.ends.filter(({ outcome }) => outcome === 'exited')).toHaveLength(1);
});
