import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Provider } from '../../../activities/providers/provider.ts';
import { render } from '../../../activities/templates/index.ts';
import { useGate } from '../use-gate.ts';
import { fakeEmail, noon } from '../world.ts';
import { addProduct, fillCart, lineOf, tell } from './catalogue.ts';

const gate = useGate();
const names = ['kettle', 'tray', 'spoon', 'stove'] as const;

beforeAll(async () => {
  for (const name of names) await addProduct(gate.db, name);
});

/** A clock that never shows the same instant twice: what is known before a claim is told from what comes after. */
const ticking = () => {
  let now = noon;
  return { now: () => now++ };
};

/** From when on a product was known to be gone or back, by the clock of the claims. */
interface Known {
  readonly name: string;
  readonly stock: number;
  /** Before the change was asked for, and after it was committed. */
  readonly from: number;
  readonly at: number;
}

/** What the message offers, by the provider's record: lines that can be bought, and alternatives. */
const offered = (text: string): string[] =>
  [...text.matchAll(/^- (?:\d+ × )?The (\w+), [^\n]*$/gmu)].map(([, name]) => name!);

/** The stocks that a product may have had for a claim that was made at `at` and stood `by`: the last known before it, and what changed meanwhile. */
const stocksAt = (history: readonly Known[], name: string, at: number, by: number): number[] => {
  const own = history.filter((one) => one.name === name);
  const before = own.filter((one) => one.at < at).at(-1);
  const meanwhile = own.filter((one) => one.at >= at && one.from < by);
  return [...(before ? [before.stock] : [12]), ...meanwhile.map(({ stock }) => stock)];
};

const points = ['before', 'prepare', 'decide', 'send'] as const;

test('R215 R216 Q12 a stock that falls at any instant: nothing known as gone at the claim is offered', async () => {
  let [accepted, withheld, swapped, changedMidway] = [0, 0, 0, 0];
  const change = fc.record({
    // All of them at times, so that nothing is left to show.
    of: fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...names.map((name) => [name])) }, fc.constant(names)),
    stock: fc.constantFrom(0, 0, 0, 12),
    point: fc.constantFrom(...points),
    delay: fc.nat(3),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 1, maxLength: 6 }),
      fc.subarray([...names], { minLength: 1, maxLength: 3 }),
      async (changes, inCart) => {
        const clock = ticking();
        const history: Known[] = [];
        // One after another: two at once could be committed in another order than they are noted in.
        let turn = Promise.resolve();
        const set = async (name: string, stock: number) => {
          const before = turn;
          const change = async () => {
            await before;
            const from = clock.now();
            await tell(gate.db, name, { stock, stockedAt: new Date(noon) });
            history.push({ name, stock, from, at: clock.now() });
          };
          await (turn = change());
        };
        for (const name of names) await set(name, 12);
        const ada = await gate.person();
        await fillCart(
          gate.db,
          ada,
          inCart.map((name) => lineOf(name)),
        );
        const later = async (delay: number, of: readonly string[], stock: number) => {
          await wait(delay);
          for (const name of of) await set(name, stock);
        };
        const pending: Promise<void>[] = [];
        // Some changes are waited for, so that they are surely known; others race what follows.
        const reach = async (point: (typeof points)[number]) => {
          const due = changes.filter((one) => one.point === point);
          for (const { of, stock, delay } of due) {
            const done = later(delay, of, stock);
            if (delay === 0) await done;
            else pending.push(done);
          }
        };
        let rendered = 0;
        let stoodBy = Number.POSITIVE_INFINITY;
        const email: Provider = fakeEmail(gate.fake.url);
        await reach('before');
        const attempt = async () =>
          gate.attempt(ada, {
            clock,
            email: {
              ...email,
              send: async (request) => {
                stoodBy = Math.min(stoodBy, clock.now());
                await reach('send');
                return email.send(request);
              },
            },
            render: async (...asked) => {
              if (rendered++ === 0) await reach('prepare');
              const body = await render(...asked);
              if (rendered === 1) await reach('decide');
              return body;
            },
          });
        await expect.poll(attempt, { interval: 5 }).toHaveProperty('outcome');
        await Promise.all(pending);
        if (rendered > 1) changedMidway += 1;
        const row = await gate.row(ada);
        if (row?.state === 'withheld') withheld += 1;
        for (const { body, claimedAt } of gate.accepted(ada)) {
          accepted += 1;
          const { text } = body as { readonly text: string };
          const shown = offered(text);
          expect(shown.length).toBeGreaterThan(0);
          if (text.includes('instead of')) swapped += 1;
          for (const name of shown) {
            const possible = stocksAt(history, name, Date.parse(claimedAt!), stoodBy);
            expect(
              possible.some((stock) => stock > 0),
              `${name} was offered with a stock of ${possible.join('/')}`,
            ).toBe(true);
          }
        }
      },
    ),
    { numRuns: 60 },
  );
  console.log(
    `stock at any instant: ${accepted} accepted, ${swapped} with something instead, ${withheld} withheld, ${changedMidway} rendered anew; 0 offered what was known as gone`,
  );
  for (const count of [accepted, withheld, swapped, changedMidway]) expect(count).toBeGreaterThan(0);
}, 120_000);
