import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue } from '../../api/events/catalogue.ts';
import { specs } from '../../api/specs.ts';
import type { StoreEventType } from '../../domain/events.ts';
import { ignoredReasons } from '../../domain/reasons.ts';
import { stateOf } from './any-order/state.ts';
import { eventOf, inOrder, stories, type Telling } from './any-order/story.ts';
import { useIntake } from './intake-server.ts';
import { told } from './told.ts';

const intake = useIntake();
/** With every journey, all of them on. */
const everything = useIntake(specs.map((spec) => ({ ...spec, begins: 'on' })));

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

const types = Object.keys(catalogue) as StoreEventType[];

/** Any event of the catalogue, about this or that one of two of everything, at any time. */
const signal = fc.record({
  type: fc.constantFrom(...types),
  subject: fc.constantFrom(1, 2),
  minute: fc.integer({ min: -600, max: 55 }),
});

/** An event as its description shows it, about the things of one world. */
const signalOf = (
  world: string,
  { type, subject, minute }: { type: StoreEventType; subject: number; minute: number },
) => {
  const { example, customer } = catalogue[type];
  const data = Object.fromEntries(
    Object.entries(example).map(([name, value]) => [
      name,
      name.endsWith('Id') && typeof value === 'string' ? `${world}-${value}-${subject}` : value,
    ]),
  );
  const event = told(type, { id: world, email: `${world}@shop.example` }, data, minute);
  return customer === 'none' ? { ...event, customer: undefined } : event;
};

test('R122 any signal at any time, in whatever state, is taken or ignored for a stated reason, and never an error', async () => {
  const fates = new Map<string, number>();
  const heard = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(signal, { minLength: 5, maxLength: 30 }), async (signals) => {
      const world = `signals${(worlds += 1)}`;
      for (const one of signals) {
        const { status, body } = await everything.post(signalOf(world, one));
        expect(status, `${one.type} ${JSON.stringify(body)}`).toBe(202);
        const { fate, reason } = body.events[0]!;
        expect(['applied', 'ignored']).toContain(fate);
        if (fate === 'ignored') expect(Object.keys(ignoredReasons)).toContain(reason);
        fates.set(reason ?? fate, (fates.get(reason ?? fate) ?? 0) + 1);
        heard.add(one.type);
      }
    }),
    { numRuns: Number(process.env['RUNS'] ?? 40) },
  );
  expect(heard.size).toBe(types.length);
  expect(fates.get('applied')).toBeGreaterThan(100);
  expect(fates.size).toBeGreaterThan(3);
}, 120_000);
