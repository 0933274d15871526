import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stateOf } from './any-order/state.ts';
import { eventOf, inOrder, stories, type Telling } from './any-order/story.ts';
import { useIntake } from './intake-server.ts';
import { told } from './told.ts';

const intake = useIntake();

let worlds = 0;
const play = async (tellings: readonly Telling[], arrivals: readonly number[]): Promise<unknown> => {
  const world = `world${(worlds += 1)}`;
  await intake.post(told('customer.created', { id: world, email: `${world}@shop.example` }, {}, -60));
  for (const index of arrivals) {
    const { status } = await intake.post(eventOf(world, tellings[index]!, index));
    expect(status).toBe(202);
  }
  return stateOf(intake.db, world);
};

test('Q2 R15 any order and duplication of one customer’s events ends in one state, with the same runs stopped', async () => {
  await fc.assert(
    fc.asyncProperty(stories, async ({ tellings, arrivals }) => {
      expect(await play(tellings, arrivals)).toEqual(await play(tellings, inOrder(tellings)));
    }),
    { numRuns: Number(process.env['RUNS'] ?? 60) },
  );
}, 120_000);
