import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CartId, OrderId } from '../../domain/ids.ts';
import { type Millis, toInstant } from '../../domain/time/instant.ts';
import { cartAbandonment } from '../../workflows/cart-abandonment.ts';
import { cartEmptied, orderPlaced } from '../../workflows/core/events.ts';
import type { GateAnswer } from '../../cli/simulator/gate.ts';
import { monday } from '../../cli/simulator/schedule.ts';
import { useSimulator } from '../simulate/use-simulator.ts';
import { modelStore, type ToldEvent } from './intake-model.ts';

const simulate = useSimulator();

const minute = 60_000;
const hour = 60 * minute;

/** Steps of five minutes, so that events often meet timers; most are near a message. */
const moment = fc
  .oneof(
    fc.integer({ min: 0, max: 24 }),
    fc.integer({ min: 24, max: 26 * 12 }),
    fc.integer({ min: 70 * 12, max: 75 * 12 }),
  )
  .map((step) => step * 5 * minute);

/** One event of the store: told late, told again, and its exit delivered to Temporal later still. */
const story = fc.record({
  kind: fc.constantFrom<ToldEvent['kind'][]>('cart', 'cart', 'checkout', 'order', 'emptied'),
  occurred: moment,
  late: fc.constantFrom(0, 0, 5 * minute, 2 * hour),
  again: fc.option(fc.constantFrom(0, 5 * minute, 30 * hour), { nil: undefined }),
  dispatch: fc.constantFrom(0, 0, 5 * minute, 3 * hour),
  /** The exit reaches the workflow in the same task as what is due then. */
  together: fc.boolean(),
});
type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never;

/** What the gate or provider does with an attempt that nothing refuses. */
const luck = fc.constantFrom<('accept' | 'slow' | 'down' | 'withhold')[]>(
  'accept',
  'accept',
  'slow',
  'down',
  'withhold',
);

interface Happening {
  readonly at: Millis;
  readonly event: ToldEvent;
  readonly story: Story;
  readonly what: 'told' | 'exit';
}

/** Everything that happens to the run from outside, in the order in which it arrives. */
const happenings = (stories: readonly Story[]): Happening[] =>
  stories
    .flatMap((story, id): Happening[] => {
      const event = { id, kind: story.kind, occurred: monday + story.occurred };
      const at = event.occurred + story.late;
      const copies = story.again === undefined ? [at] : [at, at + story.again];
      return copies.flatMap((at) => [
        { at, event, story, what: 'told' },
        ...(story.kind === 'order' || story.kind === 'emptied'
          ? [{ at: at + story.dispatch, event, story, what: 'exit' as const }]
          : []),
      ]);
    })
    .toSorted((a, b) => a.at - b.at);

/** Plays the stories against the journey, and returns every broken promise. */
const play = async (stories: readonly Story[], lucks: readonly string[], careless = false): Promise<string[]> => {
  const broken: string[] = [];
  const store = modelStore(monday, { careless });
  const accepted = new Set<string>();
  let exitDelivered = false;
  let attempts = 0;
  const run = await simulate(cartAbandonment, {
    gate: (input, now): GateAnswer => {
      if (exitDelivered) broken.push(`${input.step} attempted after the exit was delivered`);
      if (accepted.has(input.step)) broken.push(`${input.step} asked for again after it was accepted`);
      const refused = store.refuses(input, now);
      if (refused) return refused;
      const chance = lucks[attempts % lucks.length];
      attempts += 1;
      if (chance === 'down') return { outcome: 'retry', until: toInstant(now + 25 * minute) };
      if (chance === 'withhold') return { outcome: 'withheld', reason: 'no_consent' };
      if (store.state.bought > -Infinity) broken.push(`${input.step} sent after an order was applied`);
      if (input.idle && now < store.state.touched + hour) broken.push(`${input.step} sent within the idle period`);
      accepted.add(input.step);
      return { outcome: 'accepted', messageId: 'm', ...(chance === 'slow' ? { takes: '10 minutes' as const } : {}) };
    },
  });
  const stops = new Set<number>();
  for (const { at, event, story, what } of happenings(stories)) {
    await run.advance(`${at - run.now()}ms`, { firing: !(what === 'exit' && story.together) });
    if (what === 'told') {
      if (store.apply(event)) stops.add(event.id);
    } else if (stops.has(event.id)) {
      await (event.kind === 'order'
        ? run.emit(orderPlaced, { orderId: `order-${event.id}` as OrderId, eventId: `e${event.id}` })
        : run.emit(cartEmptied, { cartId: 'cart-1' as CartId, eventId: `e${event.id}` }));
      exitDelivered = true;
    }
  }
  const result = await run.finish();
  const [closed, ...more] = run.sinkCalls;
  if (!closed || more.length > 0 || result === 'cancelled') return [...broken, 'the run was not closed exactly once'];
  const steps = closed.steps.map(({ step }) => step);
  if (new Set(steps).size < steps.length) broken.push('a step has two outcomes');
  if (closed.sent !== accepted.size) broken.push(`${accepted.size} accepted, but the run counts ${closed.sent}`);
  if (result.outcome === 'completed' && steps.length !== 3) broken.push('completed without its three steps');
  return broken;
};

test('R15 in any order, delay and duplication: nothing is sent after a purchase, and no step twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(story, { maxLength: 6 }),
      fc.array(luck, { minLength: 1, maxLength: 5 }),
      async (stories, lucks) => {
        expect(await play(stories, lucks)).toEqual([]);
      },
    ),
    { numRuns: 1000 },
  );
});

test('the property catches a gate that forgets to look for purchases', async () => {
  const outcome = await fc.check(
    fc.asyncProperty(fc.array(story, { maxLength: 6 }), async (stories) => {
      expect(await play(stories, ['accept'], true)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
  expect(outcome.failed).toBe(true);
});
