import { expect, test } from 'vitest';
import type { EventType } from '../../domain/events.ts';
import { type JourneySpec, triggersOf } from '../../domain/journey.ts';
import type { RunInput } from '../../domain/run.ts';
import type { EventDefinition } from '../../workflows/core/event.ts';
import * as index from '../../workflows/index.ts';
import type { simulate as play } from '../../cli/simulator/simulate.ts';
import { useSimulator } from '../simulate/use-simulator.ts';

const simulate = useSimulator();

type Journey = Parameters<typeof play>[1];
const registry: readonly Journey[] = Object.values(index as Readonly<Record<string, Journey>>);

/** Every id that an event may bring: whichever starts the journey, its ids are among them. */
const ids = Object.fromEntries(
  ['cartId', 'orderId', 'parcelId', 'productId', 'ticketId', 'formId', 'interestId'].map((name) => [name, `${name}-1`]),
);
const days = { quietDays: '60', deliveryDays: '6', lastsDays: '40', inHours: '168', standing: 'saver' };
const input = { event: { ...ids, ...days } as unknown as RunInput['event'] };

/** Days after which a journey has shown its waits, also one that goes on for ever. */
const seen = '200 days';
const mostGaps = 12;

/** The middle of each stretch in which the run waits, in milliseconds since its trigger. */
const waitsOf = async (journey: Journey): Promise<number[]> => {
  const run = await simulate(journey, { input });
  await run.advance(seen);
  const begins = [0, ...run.attempts.map(({ after }) => after)];
  const middles = begins.slice(1).map((at, gap) => (begins[gap]! + at) / 2);
  const last = begins.at(-1)!;
  const isWaitingAtTheEnd = !run.closed();
  return [...middles, ...(isWaitingAtTheEnd ? [last + 1_000] : [])]
    .filter((at, place, all) => at > (all[place - 1] ?? 0))
    .slice(0, mostGaps);
};

const exitsOf = ({ exitOn }: JourneySpec) => exitOn.map(({ name }) => ({ name }) as EventDefinition<EventType>);

test.for(registry.map((journey) => [journey.spec.name, journey] as const))(
  'trap 2: each wait of %s races every exit of the journey: nothing is asked of the gate afterwards',
  async ([, journey]) => {
    expect(triggersOf(journey.spec)).not.toEqual([]);
    for (const exit of exitsOf(journey.spec)) {
      for (const middle of await waitsOf(journey)) {
        const run = await simulate(journey, { input });
        await run.advance(`${Math.floor(middle)} ms`);
        const before = run.attempts.length;
        await run.emit(exit, ids);
        expect(run.closed(), `${exit.name} after ${run.elapsed()}`).toMatchObject({
          status: 'completed',
          result: { outcome: 'exited', reason: exit.name },
        });
        expect(run.attempts).toHaveLength(before);
        expect(run.timers()).toEqual([]);
      }
    }
  },
);

test('the journeys have waits that an exit ends', async () => {
  const waits = await Promise.all(registry.filter(({ spec }) => exitsOf(spec).length > 0).map(waitsOf));
  expect(waits.flat().length).toBeGreaterThan(2);
});
