import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { monday } from '../../cli/simulator/schedule.ts';
import type { EventType } from '../../domain/events.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { RunInput, RunResult } from '../../domain/run.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { event } from '../../workflows/core/event.ts';
import * as registry from '../../workflows/index.ts';
import { useSimulator } from '../simulate/use-simulator.ts';

type AnyJourney = ((input: RunInput) => Promise<RunResult>) & { readonly spec: JourneySpec };

const simulate = useSimulator();
const journeys: readonly AnyJourney[] = Object.values(registry);
const withExits = journeys.filter(({ spec }) => spec.exitOn.length > 0);
const hour = 3_600_000;

/** What any trigger may tell a run; a journey takes what it knows. */
const input = (subject: string | undefined): Partial<RunInput> => ({
  subject: subject === undefined ? '' : 'subject-1',
  event: {
    via: 'newsletter',
    cartId: 'subject-1',
    orderId: 'subject-1',
    parcelId: 'subject-1',
    productId: 'subject-1',
    quietDays: '60',
    deliveryDays: '6',
    lastsDays: '40',
    signal: 'visits',
    inHours: '168',
    standing: 'saver',
    interestId: 'subject-1',
    alertId: 'alert-1',
    interest: 'wished',
  } as never,
});

/** Of half a year, hours; half of the time within two weeks, where most messages are. */
const instant = fc.oneof(fc.integer({ min: 0, max: 14 * 24 }), fc.integer({ min: 0, max: 180 * 24 }));

test('the properties below are about every journey that something ends', () => {
  expect(withExits.map(({ spec }) => spec.name)).toEqual(
    expect.arrayContaining([
      'cartAbandonment',
      'browseAbandonment',
      'backInStock',
      'lowStock',
      'priceDrop',
      'welcome',
      'accountActivation',
      'postPurchase',
      'winBack',
      'replenishment',
      'crossSell',
      'nextPurchase',
      'repeatBundle',
      'birthday',
      'orderAnniversary',
      'loyaltyPoints',
      'inactiveSubscriber',
    ]),
  );
  expect(journeys.length - withExits.length).toBeLessThanOrEqual(2);
});

test('a purchase ends every journey that wants one, but for those that are about something else than a purchase to come', () => {
  const byPurchase = ['order.placed', 'product.bought', 'product.taken'];
  const wanting = journeys.filter(({ spec }) => !['service', 'consent'].includes(spec.goal!.kind));
  const goOn = wanting.filter(({ spec }) => spec.exitOn.every(({ name }) => !byPurchase.includes(name)));
  expect(wanting.length - goOn.length).toBeGreaterThan(20);
  // A day of the year, an order that was placed already, points, news that were asked for: to who has just bought the gate
  // says that they are left alone.
  expect(goOn.map(({ spec }) => spec.name).toSorted()).toEqual([
    'birthday',
    'eventRenewal',
    'interestNews',
    'loyaltyPoints',
    'postPurchase',
    'stayInTouch',
  ]);
});

test.for(withExits.map((journey) => [journey.spec.name, journey] as const))(
  'R6 R15 R52 %s: what ends it at any instant ends it, and nothing follows',
  async ([, journey]) => {
    await fc.assert(
      fc.asyncProperty(
        instant,
        fc.constantFrom(...journey.spec.exitOn.map(({ name }) => name)),
        fc.boolean(),
        fc.constantFrom('accept', 'retry'),
        async (hours, name: EventType, together, luck) => {
          let ended = false;
          const run = await simulate(journey, {
            input: input(journey.spec.subject),
            gate: (_input, now) => {
              // As the real one does, for an attempt that begins in the very moment.
              if (ended) return { outcome: 'withheld', reason: 'exited' };
              if (luck === 'retry' && Math.floor(now / hour) % 2 === 0) {
                return { outcome: 'retry', until: toInstant(now + hour) };
              }
              return { outcome: 'accepted', messageId: 'm' };
            },
          });
          await run.advance(`${hours * hour}ms`, { firing: !together });
          const begun = new Set(run.attempts.map(({ step }) => step));
          ended = true;
          const isOver = run.closed() !== undefined;
          await run.emit(
            event(name) as never,
            { via: 'newsletter', cartId: 'subject-1', orderId: 'subject-1', productId: 'subject-1' } as never,
          );
          const result = await run.finish();
          expect(run.attempts.filter(({ step }) => !begun.has(step))).toEqual([]);
          expect(run.sinkCalls).toHaveLength(1);
          if (!isOver) {
            expect(result).toMatchObject({ outcome: 'exited', reason: name });
            expect(run.now() - monday).toBeLessThanOrEqual(hours * hour);
          }
        },
      ),
      { numRuns: 60 },
    );
  },
);
