import fc from 'fast-check';
import { expect, test } from 'vitest';
import { replaceMode } from '../../db/switches/modes.ts';
import { type DeliverInput, idempotencyKey } from '../../domain/delivery.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { hour, noon, type Person, store } from '../gate/world.ts';
import { plantPolicy } from '../stack/policy.ts';
import { type AskedOf, type Foretold, foretell, type House, policyOfHouse } from './oracle.ts';
import { type Plan, plan, plant } from './planted.ts';
import { useExplain } from './use-explain.ts';

const { gate, name, steps, dryRun } = useExplain();

const house: fc.Arbitrary<House> = fc.record({
  pauseDays: fc.constantFrom(0, 1, 3),
  vipTotal: fc.constantFrom(9_000, 50_000),
  vipPauseDays: fc.constantFrom(0, 7),
  hours: fc.constantFrom<House['hours']>([0, 24], [7, 22], [15, 16]),
  cap: fc.constantFrom(1, 2, 3),
  holdout: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  mode: fc.oneof(
    { weight: 5, arbitrary: fc.constant('on' as const) },
    { weight: 1, arbitrary: fc.constantFrom('off' as const, 'shadow' as const) },
  ),
});

/** A shop that lets as much go out as it may, and always the same people: whatever is drawn, this much is reached. */
const open: House = {
  pauseDays: 0,
  vipTotal: 50_000,
  vipPauseDays: 0,
  hours: [0, 24],
  cap: 3,
  holdout: false,
  mode: 'on',
};
const people = fc.sample(plan, { numRuns: 40, seed: 7 });

/** When every step that still waits is asked for again, in hours after noon. */
const rounds = [0, 1, 3, 9, 20, 21, 27, 45, 60, 100];

interface Step {
  readonly input: DeliverInput;
  readonly isFirst: boolean;
  outcome?: Exclude<Foretold, { later: string }>;
  waits?: string;
}

interface Case {
  readonly person: Person;
  readonly plan: Plan;
  readonly steps: readonly Step[];
  readonly sentAt: number[];
}

/** Three messages of one run: the first as planned, the others one and two hours after it. */
const stepsOf = (person: Person, { dueIn, usefulFor }: Plan): readonly Step[] =>
  (['cart/reminder', 'cart/reassurance', 'cart/reminder'] as const).map((template, index) => {
    const dueAt = noon + (dueIn + index) * hour;
    const { idle, ...input } = person.input;
    const step = `${template}#${index < 2 ? 1 : 2}`;
    const times = { dueAt: toInstant(dueAt), expiresAt: toInstant(dueAt + usefulFor * hour) };
    return {
      isFirst: index === 0,
      input: { ...input, ...(index === 0 && idle && { idle }), template, step, ...times },
    };
  });

/** How often a dry run was asked for a step that waited, and said what then became of it. */
const dryRuns = { asked: 0 };

/** Asks the gate, and the oracle, for every step that has no outcome yet. */
const askAll = async (cases: readonly Case[], now: House, at: number): Promise<void> => {
  gate.clock.set(at);
  for (const { person, plan, steps, sentAt } of cases) {
    for (const step of steps.filter(({ outcome }) => outcome === undefined)) {
      const [dueAt, expiresAt] = [Date.parse(step.input.dueAt), Date.parse(step.input.expiresAt)];
      const asked: AskedOf = { plan, house: now, at, dueAt, expiresAt, isFirst: step.isFirst, sentAt };
      const foretold = foretell(asked);
      // A step that waits is the one that is asked about, as the journey itself would ask.
      const isAsJourney = plan.purpose === 'marketing' && plan.rank === 'cart' && plan.exit === null;
      const told = step.waits !== undefined && isAsJourney ? await dryRun(person, step.input.template) : undefined;
      await gate.attempt({ ...person, input: step.input });
      if (told?.about === 'waiting' && told.step === step.input.step) {
        dryRuns.asked += 1;
        expect(told.now, JSON.stringify({ plan, house: now, at })).toMatchObject(
          foretold === 'send'
            ? { says: 'send' }
            : 'later' in foretold
              ? { says: 'later', reason: foretold.later, at: toInstant(foretold.until) }
              : { says: 'withheld', reason: foretold.withheld },
        );
      }
      if (foretold === 'send' && plan.purpose === 'marketing') sentAt.push(at);
      if (typeof foretold === 'object' && 'later' in foretold) step.waits = foretold.later;
      else step.outcome = foretold;
    }
  }
};

/** A step as the oracle has it, in the words of explain. */
const expectedOf = ({ input, outcome, waits }: Step) => {
  if (outcome === 'send') return { step: input.step, outcome: 'sent' };
  if (outcome) return { step: input.step, outcome: 'withheld', reason: outcome.withheld };
  return { step: input.step, outcome: 'waiting', reason: waits };
};

test('explain, and a dry run, always agree with what the provider received and with an oracle that reads neither ledger nor rules (Q4, Q11)', async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(plan, { minLength: 12, maxLength: 12 }), house, async (plans, now) => {
      gate.clock.set(noon);
      await plantPolicy(gate.db, store, policyOfHouse(now));
      await replaceMode(gate.db, { store, journey: '*', mode: now.mode, at: new Date(noon), by: 'test', why: 'test' });
      const cases: Case[] = [];
      for (const one of plans) {
        const person = await plant(gate.db, one);
        await name(person);
        cases.push({ person, plan: one, steps: stepsOf(person, one), sentAt: [] });
      }
      for (const hours of rounds) await askAll(cases, now, noon + hours * hour);

      let [reached, told] = [0, 0];
      for (const one of cases) {
        const explained = await steps(one.person);
        const short = explained.map(({ step, outcome, reason }) => ({ step, outcome, ...(reason && { reason }) }));
        expect(short, JSON.stringify({ plan: one.plan, house: now })).toEqual(one.steps.map(expectedOf));
        // What it calls sent, and nothing else, is what the provider has on record, once each.
        const received = one.steps
          .filter(({ input }) => gate.fake.acceptances().some(({ key }) => key === idempotencyKey(input)))
          .map(({ input }) => input.step);
        expect(explained.filter(({ outcome }) => outcome === 'sent').map(({ step }) => step)).toEqual(received);
        reached += one.steps.length;
        told += explained.length;
        for (const { outcome, reason, sentence } of explained) {
          expect(sentence).toMatch(/^[A-Z].*\.$/);
          const key = reason ?? outcome;
          seen.set(key, (seen.get(key) ?? 0) + 1);
        }
      }
      expect(told).toBe(reached);
    }),
    // Each takes seconds: the first that fails says enough, with its seed.
    { numRuns: 4, endOnFailure: true, examples: [[people, open]] },
  );
  // Otherwise it would hold of next to nothing.
  expect([...seen.keys()]).toEqual(expect.arrayContaining(['sent', 'no_consent']));
  expect(seen.size).toBeGreaterThan(5);
  expect(dryRuns.asked).toBeGreaterThan(20);
}, 180_000);
