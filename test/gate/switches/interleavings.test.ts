import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Provider } from '../../../activities/providers/provider.ts';
import { messages } from '../../../db/schema/index.ts';
import { eq } from 'drizzle-orm';
import { allowedCustomer } from '../../../db/switches/allowlist.ts';
import { type PauseRule, pauseRules } from '../../../domain/switches/pause.ts';
import { type SendingMode, sendingModes } from '../../../domain/switches/sending-mode.ts';
import { seed } from '../../stack/seed.ts';
import { hour, keyed, minute, noon, type Person } from '../world.ts';
import { useSwitches } from './use-switches.ts';

const { gate, pause, resume, mode, allow, disallow, at } = useSwitches();

type Act =
  | { readonly kind: 'deliver'; readonly who: number }
  | { readonly kind: 'pause'; readonly rule: PauseRule }
  | { readonly kind: 'resume' | 'wait' }
  | { readonly kind: 'mode'; readonly mode: SendingMode; readonly journey: boolean }
  | { readonly kind: 'allow' | 'disallow'; readonly who: number };

const who = fc.nat(2);
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('deliver' as const), who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pause' as const), rule: fc.constantFrom(...pauseRules) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('resume' as const, 'wait' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('mode' as const),
      mode: fc.constantFrom(...sendingModes),
      journey: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('allow' as const, 'disallow' as const), who }) },
);

/** What the switches allow at a moment, kept apart from the product's own rules. */
interface Model {
  paused: boolean;
  store: SendingMode;
  journey: SendingMode;
  readonly allowed: Set<number>;
}

const mayGoTo = ({ paused, store, journey, allowed }: Model, index: number): boolean => {
  if (paused || [store, journey].some((one) => one === 'off' || one === 'shadow')) return false;
  return (store === 'on' && journey === 'on') || allowed.has(index);
};

const reasons = ['paused', 'expired', 'switched_off', 'shadow', 'not_allowlisted'];

const deliver: Act = { kind: 'deliver', who: 0 };
/** One way to each end, before what is drawn. */
const toEachEnd: Act[][][] = [
  [[deliver]],
  [[{ kind: 'pause', rule: 'skip' }], [deliver]],
  ...(['off', 'shadow', 'allowlist'] as const).map((one): Act[][] => [
    [{ kind: 'mode', mode: one, journey: false }],
    [deliver],
  ]),
];

test('R73: whatever the order of switches and deliveries: one outcome a step, nothing sent against a switch, none lost', async () => {
  console.log(`interleavings: seed ${seed}`);
  const came = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { maxLength: 8 }), async (groups) => {
      at(0);
      const people = [await gate.person(), await gate.person(), await gate.person()];
      const model: Model = { paused: false, store: 'on', journey: 'on', allowed: new Set() };
      let pauseId: string | undefined;
      let minutes = 0;
      // Of each acceptance, the person; what was allowed then is judged when the group is over.
      const accepted: number[] = [];
      const indexOf = (key: string) => people.findIndex((person) => person.key === key);
      const email: Provider = {
        ...keyed,
        send: async ({ key }) => {
          // Two attempts at the same time give the same key: a provider with keys accepts it once.
          if (!accepted.includes(indexOf(key))) accepted.push(indexOf(key));
          return { answer: 'accepted', id: key };
        },
      };
      const switchTo = async (one: Act): Promise<void> => {
        if (one.kind === 'pause') {
          pauseId = (await pause({}, one.rule)).id;
          model.paused = true;
        } else if (one.kind === 'resume') {
          if (pauseId !== undefined) await resume(pauseId);
          model.paused = false;
        } else if (one.kind === 'mode') {
          await mode(one.mode, one.journey ? 'cartAbandonment' : undefined);
          model[one.journey ? 'journey' : 'store'] = one.mode;
        } else if (one.kind === 'allow') {
          await allow(allowedCustomer(people[one.who]!.customer));
          model.allowed.add(one.who);
        } else if (one.kind === 'disallow') {
          await disallow(allowedCustomer(people[one.who]!.customer));
          model.allowed.delete(one.who);
        }
      };
      for (const group of groups) {
        // At most one switch a group, at the same time as its deliveries: either state may be the one they saw.
        const change = group.find(({ kind }) => kind !== 'deliver');
        const before = [0, 1, 2].map((index) => mayGoTo(model, index));
        const from = accepted.length;
        if (change?.kind === 'wait') at((minutes += 7));
        await Promise.all([
          ...group.flatMap((one) => (one.kind === 'deliver' ? [gate.attempt(people[one.who]!, { email })] : [])),
          ...(change ? [switchTo(change)] : []),
        ]);
        for (const index of accepted.slice(from)) expect(before[index] || mayGoTo(model, index)).toBe(true);
      }
      // In the end somebody switches all on again; Temporal asks until each step has its outcome.
      if (pauseId !== undefined) await resume(pauseId);
      await mode('on');
      await mode('on', 'cartAbandonment');
      for (const [index, person] of people.entries()) {
        for (let asked = 0; asked < 4; asked++) {
          at((minutes += 11));
          const outcome = await gate.attempt(person, { email });
          if ('outcome' in outcome) break;
        }
        const rows = await gate.db.select().from(messages).where(eq(messages.runId, person.run));
        expect(rows.length).toBe(1);
        const { state, reason } = rows[0]!;
        const times = accepted.filter((one) => one === index).length;
        if (state === 'accepted') expect(times).toBe(1);
        else {
          expect(state).toBe('withheld');
          expect(reasons).toContain(reason);
          expect(times).toBe(0);
        }
        came.set(reason ?? state, (came.get(reason ?? state) ?? 0) + 1);
      }
    }),
    { numRuns: 40, seed, examples: toEachEnd.map((groups): [Act[][]] => [groups]) },
  );
  console.log(`interleavings: ${[...came].map(([outcome, count]) => `${outcome} ${count}`).join(', ')}`);
  // Otherwise it would hold of next to nothing.
  expect(came.size).toBeGreaterThan(3);
}, 120_000);

test('a held message is asked for at its own place within ten minutes', async () => {
  const person: Person = await gate.person();
  await pause();
  await gate.attempt(person);
  const at = (await gate.row(person))!.notBefore!.getTime();
  expect(at).toBeGreaterThan(noon);
  expect(at).toBeLessThanOrEqual(noon + 10 * minute);
  expect(at).toBeLessThan(noon + hour);
});
