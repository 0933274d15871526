import { expect, test } from 'vitest';
import type { FakeGate } from '../../cli/simulator/gate.ts';
import { sampleCampaign } from '../../cli/simulator/sample-campaign.ts';
import { monday } from '../../cli/simulator/schedule.ts';
import { momentsOf } from '../../domain/civil/campaign-moments.ts';
import type { RunInput } from '../../domain/run.ts';
import type { Campaign } from '../../domain/season/campaign.ts';
import type { CampaignPath } from '../../domain/season/paths.ts';
import { toInstant, toMillis } from '../../domain/time/instant.ts';
import { orderPlaced } from '../../workflows/core/events.ts';
import { seasonalCountdown } from '../../workflows/seasonal-countdown.ts';
import { useSimulator } from '../simulate/use-simulator.ts';

const simulator = useSimulator();
const paris = 'Europe/Paris';
const day = 86_400_000;

const planOf = (changes: Partial<Campaign> = {}) => ({
  calendar: [],
  moments: momentsOf({ ...sampleCampaign, ...changes }, paris),
});

const enter = async (
  path: CampaignPath,
  { changes = {}, gate, at = monday }: { changes?: Partial<Campaign>; gate?: FakeGate; at?: number } = {},
) =>
  simulator(seasonalCountdown, {
    input: {
      subject: 'campaign-1',
      event: { campaignId: 'campaign-1', kind: 'sales', path } as unknown as RunInput['event'],
      touchedAt: toInstant(at),
      plan: planOf(changes),
    },
    ...(gate && { gate }),
  });

type Run = Awaited<ReturnType<typeof enter>>;

/** When each message went out, as the clocks in Paris showed it. */
const inParis = (run: Run, begin = monday): string[] =>
  run.attempts
    .filter(({ outcome }) => outcome === 'accepted')
    .map(({ after, template, props }) => {
      const shown = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: paris });
      return `${shown.format(begin + after)} ${template} ${props['moment']}`;
    });

const common = {
  teaser: '2026-12-02 10:00 season/teaser teaser',
  countdown: '2026-12-16 10:00 season/countdown countdown',
  soon: '2026-12-20 10:00 season/countdown soon',
  early: '2026-12-21 08:00 season/early early',
  eve: '2026-12-22 10:00 season/eve eve',
  launch: '2026-12-23 08:00 season/launch launch',
  second: '2026-12-30 08:00 season/markdown second',
  third: '2027-01-06 08:00 season/markdown third',
  last: '2027-01-11 10:00 season/last last',
  hours: ['2027-01-12 18:00 season/hour hour1', '2027-01-12 20:00 season/hour hour2'],
} as const;
const { teaser, countdown, soon, early, eve, launch, second, third, last, hours } = common;

test.for<[CampaignPath, readonly string[]]>([
  ['vip', [teaser, countdown, soon, early, launch, second, third, last, ...hours]],
  ['lost', [teaser, countdown, soon, early, launch, second, third, last, ...hours]],
  ['loyal', [teaser, countdown, soon, early, launch, second, third, last, ...hours]],
  ['interested', [teaser, countdown, soon, eve, launch, second, third, last, ...hours]],
  ['others', [teaser, eve, launch, second, third, last]],
  ['quiet', [launch, last]],
])(
  'R68 R70 R71 R83 R139 R145 R148 R149 R160 %s customers go one path, from the teaser to the last hours',
  async ([path, sent]) => {
    const run = await enter(path);
    expect(await run.finish()).toEqual({ outcome: 'completed', sent: sent.length, withheld: 0 });
    expect(inParis(run)).toEqual(sent);
  },
);

test('R142 R148 R277 early access is for VIP and loyal customers: nobody else hears of it before the opening', async () => {
  for (const path of ['interested', 'others', 'quiet'] as const) {
    const run = await enter(path);
    await run.finish();
    expect(run.attempts.map(({ template }) => template)).not.toContain('season/early');
  }
});

test('R68 R151 a moved launch moves the steps to come, and what was said stays said once', async () => {
  const run = await enter('vip');
  await run.advance(`${toMillis('2026-12-20T12:00:00Z') - monday}ms`);
  expect(inParis(run)).toEqual([teaser, countdown, soon]);
  await run.replan(planOf({ opens: '2026-12-28T08:00' }));
  await run.finish();
  expect(inParis(run)).toEqual([
    teaser,
    countdown,
    soon,
    '2026-12-26 08:00 season/early early',
    '2026-12-28 08:00 season/launch launch',
    second,
    third,
    last,
    ...hours,
  ]);
});

test('R68 a launch that is brought forward while its moment is waited for is told at the new hour', async () => {
  const run = await enter('quiet');
  await run.advance('20 days');
  await run.replan(planOf({ opens: '2026-12-18T08:00' }));
  await run.finish();
  expect(inParis(run)).toEqual(['2026-12-18 08:00 season/launch launch', last]);
});

test('R156 the end that is moved moves the last call', async () => {
  const run = await enter('quiet');
  await run.advance('35 days');
  await run.replan(planOf({ ends: '2027-01-15T23:00', hours: [] }));
  await run.finish();
  expect(inParis(run)).toEqual([launch, '2027-01-14 10:00 season/last last']);
});

test('a campaign that is called off says nothing more, and its runs end', async () => {
  const run = await enter('vip');
  await run.advance('24 days');
  await run.replan({ calendar: [], moments: {} });
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 2, withheld: 0 });
});

test('R69 a timer that fires while the launch was moved is answered by the gate, and waits for the new hour', async () => {
  const moved = planOf({ opens: '2026-12-28T08:00' });
  const from = toMillis(moved.moments.launch!.from);
  const run = await enter('quiet', {
    gate: ({ template }, now) =>
      template === 'season/launch' && now < from
        ? { outcome: 'later', at: toInstant(from), reason: 'early', plan: moved }
        : { outcome: 'accepted', messageId: 'm' },
  });
  await run.finish();
  expect(inParis(run)).toEqual(['2026-12-28 08:00 season/launch launch', last]);
  expect(run.attempts.filter(({ outcome }) => outcome === 'accepted')[0]?.expiresAt).toBe(moved.moments.launch!.until);
});

test('R160 an hourly offer is of use until its end, whenever its timer fires; the next hour has its own', async () => {
  const run = await enter('vip');
  await run.finish();
  const asked = run.attempts.filter(({ template }) => template === 'season/hour');
  expect(asked.map(({ dueAt, expiresAt }) => [dueAt, expiresAt])).toEqual([
    ['2027-01-12T17:00:00.000Z', '2027-01-12T19:00:00.000Z'],
    ['2027-01-12T19:00:00.000Z', '2027-01-12T21:00:00.000Z'],
  ]);
});

test('R160 who enters late hears of nothing that is over', async () => {
  const at = toMillis('2027-01-12T19:30:00Z');
  const run = await enter('vip', { at });
  await run.finish();
  expect(inParis(run, at)).toEqual(['2027-01-12 20:30 season/last last', '2027-01-12 20:30 season/hour hour2']);
});

test('R160 an hourly offer that waited for its provider until after its end is refused; the next hour goes out', async () => {
  const back = toMillis('2027-01-12T19:00:30Z');
  const at = toMillis('2027-01-12T15:00:00Z');
  const run = await enter('interested', {
    at,
    gate: ({ expiresAt, props }, now) => {
      if (props['moment'] === 'hour1' && now < back) return { outcome: 'retry', until: toInstant(back) };
      return now >= toMillis(expiresAt)
        ? { outcome: 'withheld', reason: 'expired' }
        : { outcome: 'accepted', messageId: 'm' };
    },
  });
  expect(await run.finish()).toEqual({ outcome: 'completed', sent: 2, withheld: 1 });
  expect(inParis(run, at)).toEqual(['2027-01-12 16:00 season/last last', '2027-01-12 20:00 season/hour hour2']);
});

test('R158 a purchase ends it: no more is said of the campaign to who has bought', async () => {
  const run = await enter('vip');
  await run.advance('31 days');
  await run.emit(orderPlaced, { orderId: 'order-1' as never });
  expect(await run.finish()).toEqual({ outcome: 'exited', reason: 'order.placed', sent: 5, withheld: 0 });
});

test('R74 each moment’s messages are spread over an hour, each customer at the same place of it', async () => {
  const places = await Promise.all(
    ['customer-1', 'customer-2', 'customer-3'].map(async (customer) => {
      const run = await simulator(seasonalCountdown, {
        input: {
          customer: customer as never,
          subject: 'campaign-1',
          event: { campaignId: 'campaign-1', kind: 'sales', path: 'quiet' } as unknown as RunInput['event'],
          plan: planOf({ spread: '1 hour' }),
        },
      });
      await run.finish();
      const after = ({ moments }: ReturnType<typeof planOf>, name: 'launch' | 'last', index: number) =>
        monday + run.attempts[index]!.after - toMillis(moments[name]!.from);
      return [after(planOf(), 'launch', 0), after(planOf(), 'last', 1)];
    }),
  );
  expect(new Set(places.map(([launch]) => launch)).size).toBe(3);
  for (const [launch, last] of places) {
    expect(launch).toBe(last);
    expect(launch).toBeGreaterThanOrEqual(0);
    expect(launch).toBeLessThan(day / 24);
  }
});
