import { setTimeout as pause } from 'node:timers/promises';
import { Client, type Connection } from '@temporalio/client';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import { type InjectedSinks, type NativeConnection, Worker } from '@temporalio/worker';
import { deliverRow } from '../../api/dispatcher/deliver.ts';
import type { DueRow } from '../../db/road/outbox.ts';
import { workflowIdOf } from '../../db/road/runs.ts';
import type { DeliverInput, DeliverResult, JourneyActivities } from '../../domain/delivery.ts';
import type { CustomerId, OrderId, RunId, StoreId } from '../../domain/ids.ts';
import { momentsOf } from '../../domain/civil/campaign-moments.ts';
import type { DerivedEventType, EventType } from '../../domain/events.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import { type Plan, replanSignal, taskQueues } from '../../domain/run.ts';
import { type DemoClock, realTime, systemClock } from '../../domain/time/clock.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { toInstant, toMillis } from '../../domain/time/instant.ts';
import { due, type SeasonCalendar } from '../../domain/time/season.ts';
import { cartAbandonment } from '../../workflows/cart-abandonment.ts';
import type { JourneySinks } from '../../workflows/core/sinks.ts';
import { accepting, type FakeGate } from '../../cli/simulator/gate.ts';
import { sampleCampaign, samplePlan } from '../../cli/simulator/sample-campaign.ts';
import { monday } from '../../cli/simulator/schedule.ts';
import type { Scenario } from './scenarios.ts';

export interface PlayOptions {
  readonly connection: Connection;
  readonly nativeConnection: NativeConnection;
  /** Nobody else may work in it. */
  readonly namespace: string;
  readonly workflowBundle: { readonly code: string };
}

/** A day lasts ten seconds: far above what a server's timers are off by; of a journey of weeks and months, two. */
const rateOf = ({ cadence, trigger }: JourneySpec): number => {
  if (
    [trigger]
      .flat()
      .some(({ name }) =>
        [
          'customer.bought',
          'product.bought',
          'category.bought',
          'campaign.entered',
          'birthday.near',
          'anniversary.near',
        ].includes(name),
      )
  )
    return 43_200;
  // What waits for the next event, and none comes.
  if ([trigger].flat().some(({ name }) => ['interest.declared', 'referral.converted'].includes(name))) return 1_296_000;
  const times = Object.values(cadence ?? {}).map((time) => (typeof time === 'string' ? durationMillis(time) : 0));
  const longest = Math.max(0, ...times);
  if (longest > durationMillis('50 days')) return 129_600;
  return longest > durationMillis('14 days') ? 43_200 : 8640;
};
/** Written into histories in place of this machine's name. */
const identity = 'recorder';

/** Plays all scenarios of a journey side by side on a real server, told by the real dispatcher: the histories they left. */
export const play = async (
  options: PlayOptions,
  scenarios: readonly Scenario[],
  spec: JourneySpec = cartAbandonment.spec,
): Promise<readonly History[]> => {
  const client = new Client({ connection: options.connection, namespace: options.namespace, identity });
  const rows = scenarios.map((scenario, n) => startRow(spec, n, scenario));
  const gates = new Map(
    rows.map(({ run, calendar, whatsappFirst }, n) => {
      const plan = { calendar, ...(whatsappFirst && { whatsappFirst }) };
      return [run.id, { gate: scenarios[n]?.gate?.() ?? accepting, plan }];
    }),
  );
  const clock: { current?: DemoClock } = {};
  const workers = await startWorkers(options, (input) => {
    const { gate, plan } = gates.get(input.run)!;
    return scriptedGate({ ...plan, ...samplePlan(spec), clock: clock.current! }, gate, input);
  });
  try {
    clock.current = { real: toInstant(Date.now()), demo: toInstant(monday), rate: rateOf(spec) };
    const replan = (run: RunId, plan: Plan) => {
      const { gate } = gates.get(run)!;
      gates.set(run, { gate, plan });
    };
    const deps = { client, demoClock: clock.current, realNow: Date.now, replan };
    return await Promise.all(scenarios.map((scenario, n) => live(deps, scenario, rows[n]!, spec)));
  } finally {
    for (const worker of workers) worker.shutdown();
    await Promise.all(workers.map((worker) => worker.ended));
  }
};

const live = async (
  deps: {
    readonly client: Client;
    readonly demoClock: DemoClock;
    readonly realNow: () => number;
    /** Has the gate answer with another plan from now on. */
    readonly replan: (run: RunId, plan: Plan) => void;
  },
  scenario: Scenario,
  row: DueRow,
  spec: JourneySpec,
): Promise<History> => {
  const handle = deps.client.workflow.getHandle(workflowIdOf(row.run));
  if (scenario.started !== false) await deliverRow(deps, row);
  for (const { after, what, cadence } of scenario.happens ?? []) {
    await pause(Math.max(0, realTime(monday + durationMillis(after), deps.demoClock) - Date.now()));
    if (what === 'cancel') await handle.cancel();
    else if (cadence) {
      const plan = { calendar: [], cadence, clock: deps.demoClock };
      deps.replan(row.run.id, plan);
      await handle.signal(replanSignal, plan);
    } else if (what === 'replan') await handle.signal(replanSignal, edited(deps.demoClock, spec));
    else
      await deliverRow(deps, {
        ...row,
        kind: 'exit',
        signal: signalOf(what === 'buy' ? 'order.placed' : spec.exitOn[0]!.name),
      });
  }
  await handle.result().catch(() => undefined);
  return handle.fetchHistory();
};

/** Of a run of a campaign: its opening was moved by two days. */
const edited = (clock: DemoClock, spec: JourneySpec): Plan => ({
  calendar: [{ from: toInstant(monday), to: toInstant(monday + durationMillis('7 days')), mode: 'event' }],
  ...(isOfCampaign(spec) && { moments: momentsOf({ ...sampleCampaign, opens: '2026-12-25T08:00' }, campaignZone) }),
  clock,
});

const isOfCampaign = ({ trigger }: JourneySpec): boolean =>
  [trigger].flat().some(({ name }) => name === 'campaign.entered');

const campaignZone = 'Europe/Paris';

const startWorkers = async (options: PlayOptions, deliver: JourneyActivities['deliver']) => {
  const common = { connection: options.nativeConnection, namespace: options.namespace, identity };
  const { workflowBundle } = options;
  const workers = [
    await Worker.create({ ...common, taskQueue: taskQueues.journeys, workflowBundle, sinks: noSinks }),
    await Worker.create({ ...common, taskQueue: taskQueues.send.marketing, activities: { deliver } }),
    await Worker.create({ ...common, taskQueue: taskQueues.send.transactional, activities: { deliver } }),
  ];
  return workers.map((worker) => ({ ended: worker.run(), shutdown: () => worker.shutdown() }));
};

const noSinks: InjectedSinks<JourneySinks> = { relance: { closed: { fn: () => {} } } };

/** The simulator's gate as a real activity: a retry is thrown as the real gate throws it. */
const scriptedGate = async (
  plan: Plan & { readonly clock: DemoClock },
  gate: FakeGate,
  input: DeliverInput,
): Promise<DeliverResult> => {
  const { clock } = plan;
  const answer = gate(input, systemClock(clock).now());
  if (answer.outcome === 'error') throw bare(ApplicationFailure.nonRetryable('scripted', answer.type));
  if (answer.outcome === 'retry') {
    const nextRetryDelay = Math.max(1, Math.ceil(realTime(toMillis(answer.until), clock) - Date.now()));
    const { BENIGN: category } = ApplicationFailureCategory;
    throw bare(ApplicationFailure.create({ message: 'scripted', type: 'later', category, nextRetryDelay }));
  }
  const { takes, ...result } = answer;
  if (takes) await pause(durationMillis(takes) / clock.rate);
  return { plan, ...result };
};

/** Without its stack, which names the folders of this machine. */
const bare = (failure: ApplicationFailure): ApplicationFailure => {
  failure.stack = '';
  return failure;
};

const order = { orderId: '0d000000-0000-5000-8000-000000000001' as OrderId, eventId: 'order-1' };

/** The event that is on, if one is. */
const calendarOf = ({ during }: Scenario): SeasonCalendar =>
  during === undefined
    ? []
    : [{ from: toInstant(monday), to: toInstant(monday + durationMillis(during)), mode: 'event' }];

const startRow = (spec: JourneySpec, n: number, scenario: Scenario): DueRow => {
  const calendar = calendarOf(scenario);
  const subjectId = 'ca000000-0000-5000-8000-000000000001';
  const touchedAt = new Date(monday);
  return {
    id: 1,
    kind: 'start',
    signal: null,
    attempts: 0,
    calendar,
    ...(scenario.whatsappFirst && { whatsappFirst: true }),
    ...(isOfCampaign(spec) && { campaign: { state: 'planned', plan: sampleCampaign }, timezone: campaignZone }),
    run: {
      id: `00000000-0000-4000-8000-00000000000${n}` as RunId,
      workflowId: null,
      rank: spec.rank,
      purpose: spec.purpose,
      storeId: 'demo' as StoreId,
      journey: spec.name,
      customerId: `c0000000-0000-4000-8000-00000000000${n}` as CustomerId,
      subject: spec.subject ? subjectId : '',
      episode: 1,
      event: eventOf(spec, subjectId) as never,
      startedAt: touchedAt,
      touchedAt,
      dueAt: new Date(due(monday, spec.idle ?? '0s', calendar)),
      state: 'open',
      exitEvent: null,
      exitedAt: null,
      outcome: null,
      reason: null,
      sent: 0,
      withheld: 0,
      closedAt: null,
    },
  };
};

/** An exit as the dispatcher tells it. */
const signalOf = (name: EventType) => ({ name, ids: order as never });

const alert = { alertId: 'a1000000-0000-5000-8000-000000000001', interest: 'wished' };

/** What intake makes of what it is told. */
const derivedIds: Readonly<Record<DerivedEventType, Readonly<Record<string, string>>>> = {
  'customer.bought': { orderId: order.orderId, quietDays: '40', deliveryDays: '6' },
  'product.bought': { orderId: order.orderId, lastsDays: '30' },
  'campaign.entered': { kind: 'sales', path: 'others' },
  'category.bought': { orderId: order.orderId, productId: '9d000000-0000-5000-8000-000000000001' },
  'birthday.near': { inHours: '168' },
  'birthday.changed': {},
  'anniversary.near': { inHours: '168' },
  'loyalty.standing': { standing: 'saver' },
  'customer.satisfied': {},
  'interest.declared': {},
  'score.entered': { watch: 'at-risk' },
  'score.left': { watch: 'at-risk' },
  'segment.entered': { segment: 'high-intent' },
  'segment.left': { segment: 'high-intent' },
  'product.back_in_stock': alert,
  'product.low_in_stock': alert,
  'product.price_dropped': alert,
  'product.taken': {},
  'intent.shown': { signal: 'visits', productId: '9d000000-0000-5000-8000-000000000001' },
};

/** The trigger's ids as intake would have them. */
const eventOf = ({ subject, trigger }: JourneySpec, id: string): Readonly<Record<string, string>> => ({
  ...[trigger].flat().reduce<object>((ids, { name }) => ({ ...ids, ...derivedIds[name as DerivedEventType] }), {}),
  ...(subject !== undefined && { [subject]: id }),
  ...([trigger].flat().some(({ name }) => name === 'newsletter.subscribed') &&
    subject === undefined && { via: 'newsletter' }),
});
