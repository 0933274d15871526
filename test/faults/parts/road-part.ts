import { setTimeout as wait } from 'node:timers/promises';
import type { FaultShare } from '../cast/provider.ts';
import { injections } from '../injections/index.ts';
import type { CastOptions } from '../cast/cast.ts';
import type { Injected, Injection, InjectionDetail, World } from '../injections/injection.ts';
import { judgeCast } from '../judging/judge-cast.ts';
import type { Part, PartContext, PlannedInjection, Scale } from '../part.ts';
import { type FaultRow, faultRow } from '../report/fault-row.ts';
import { noFault, rowsOfTurns, type Turn } from '../report/turns.ts';
import { between, shuffled } from '../seed.ts';
import { watchBacklog } from '../shop/backlog.ts';
import { startLoad } from '../shop/load.ts';
import { openShop } from '../shop/shop.ts';
import { NotInTimeError } from '../until.ts';

export interface RoadPartOptions {
  readonly name: string;
  readonly title: string;
  readonly scales: readonly Scale[];
  /** How often each fault is injected. */
  readonly times: (scale: Scale) => ReadonlyMap<string, number>;
  /** True: the faults come in an order that the seed draws. */
  readonly isShuffled?: boolean;
  /** How much faster the store's clock runs. */
  readonly rate: number;
  readonly livesPerSecond: number;
  readonly viewsPerSecond: number;
  /** The load goes on at least this long, in seconds. */
  readonly seconds?: number;
  /** What the cast is started with, besides its clock. */
  readonly cast?: CastOptions;
  /** The longest pause between two faults, in milliseconds. */
  readonly pauseMillis?: number;
  /** What the provider does to requests all the while, whatever else is broken. */
  readonly noise?: readonly FaultShare[];
}

/** What the provider takes to accept a message when nothing is broken: the time in which an order can cross it. */
const providerMillis = 30;

/** A part in which the whole road is under load from a shop while its pieces are broken, one after the other. */
export const roadPart = (options: RoadPartOptions): Part => ({
  name: options.name,
  title: options.title,
  scales: options.scales,
  plan: (random, scale) => {
    const planned = [...options.times(scale)].flatMap(([fault, times]) =>
      Array.from({ length: times }, (): PlannedInjection => {
        const detail = injections.get(fault)!.draw?.(random, scale);
        return { fault, ...(detail && { detail }) };
      }),
    );
    return options.isShuffled ? shuffled(random, planned) : planned;
  },
  run: async (context, plan) => runRoad(options, context, plan),
});

const runRoad = async (
  options: RoadPartOptions,
  context: PartContext,
  plan: readonly PlannedInjection[],
): Promise<readonly FaultRow[]> => {
  const { random, progress, scale, folder } = context;
  const cast = await context.openCast({ rate: options.rate, ...options.cast });
  const { provider, clock, apis, workers } = cast;
  const shop = openShop(
    apis.map(({ url }) => url),
    cast.key,
    folder,
  );
  context.defer(() => shop.stop());
  let noiseSeed = context.seed;
  const healProvider = async (): Promise<void> => {
    await provider.heal();
    await provider.mix(noiseSeed++, options.noise ?? [], { kind: 'slow', millis: providerMillis });
  };
  await healProvider();
  const refused: string[] = [];
  const startedAt = Date.now();
  const backlog = watchBacklog(cast);
  context.defer(() => backlog.stop());
  const load = startLoad({
    shop,
    isBehind: () => backlog.isLong(),
    clock,
    random,
    prefix: options.name,
    livesPerSecond: options.livesPerSecond,
    viewsPerSecond: options.viewsPerSecond,
    onRefused: (error) => void refused.push(error.message),
  });

  const turns: Turn[] = [];
  const afterwards: Promise<void>[] = [];
  for (const [index, { fault, detail }] of plan.entries()) {
    await wait(between(random, 100, options.pauseMillis ?? 1_000));
    const world: World = { cast, shop, scale, name: `${options.name}-${index}`, progress, healProvider };
    const from = Date.now();
    const injected = await attempt(world, injections.get(fault)!, detail ?? {});
    const { later, ...row } = injected;
    // Counted in the row of its own turn, however much later it ends.
    const turn = { fault, from, to: Date.now(), row: { injections: 1, ...row } as Partial<FaultRow> };
    turns.push(turn);
    progress(`${index + 1}/${plan.length} ${fault}: ${told(injected)}`);
    if (later) {
      afterwards.push(
        later
          .catch((error: unknown): Injected => ({ failures: [`not recovered: ${String(error)}`] }))
          .then((more) => void (turn.row = merged(turn.row, more))),
      );
    }
    if (injected.failures?.length) for (const failure of injected.failures) progress(`  ${failure}`);
    await Promise.all([...apis, ...workers].map(async (one) => one.untilReady()));
    turns.push({ fault: noFault, from: Date.now(), to: Date.now(), row: {} });
  }
  await wait(Math.max(0, startedAt + (options.seconds ?? 0) * 1000 - Date.now()));
  await load.stop();
  await Promise.all(afterwards);
  await provider.heal();
  const noise = Object.values(await provider.injected()).reduce((sum, one) => sum + one, 0);
  progress(
    `${shop.acknowledged.size} events acknowledged in ${((Date.now() - startedAt) / 1000).toFixed(0)} s, ` +
      `${load.lives()} customers, ${provider.acceptances().length} messages; other answers ${JSON.stringify(shop.refusals)}`,
  );
  const verdict = await judgeCast(cast, shop, progress);
  const rows = rowsOfTurns(turns, {
    acknowledged: shop.acknowledged.values(),
    posts: shop.posts,
    acceptances: provider.acceptances(),
    verdict,
  });
  const crashes = [...apis, ...workers].flatMap((one) => one.crashes());
  const noiseRow = faultRow({ fault: 'provider: any of these, at random, all the while', injections: noise });
  return [
    ...rows,
    ...(options.noise ? [noiseRow] : []),
    ...broken(crashes, 'a process died that nobody killed'),
    ...broken(refused, 'the load was refused'),
  ];
};

/** On a busy machine a moment may be missed: then it is tried again with other customers. */
const attempts = 3;

const attempt = async (world: World, injection: Injection, detail: InjectionDetail): Promise<Injected> => {
  for (let left = attempts; ; left--) {
    try {
      return await injection.inject({ ...world, name: `${world.name}-${left}` }, detail);
    } catch (error) {
      const { apis, workers } = world.cast;
      for (const { doors } of [...apis, ...workers]) for (const door of Object.values(doors)) door.release();
      world.progress(`  ${injection.fault}: ${String(error)}`);
      if (!(error instanceof NotInTimeError) || left === 1) return { failures: [`not injected: ${String(error)}`] };
    }
  }
};

const broken = (found: readonly string[], what: string): readonly FaultRow[] =>
  found.length === 0
    ? []
    : [faultRow({ fault: noFault, failures: found.slice(0, 20).map((one) => `${what}: ${one}`) })];

const merged = (row: Partial<FaultRow>, more: Injected): Partial<FaultRow> => ({
  ...row,
  recoverySeconds: [...(row.recoverySeconds ?? []), ...(more.recoverySeconds ?? [])],
  failures: [...(row.failures ?? []), ...(more.failures ?? [])],
  notes: [...(row.notes ?? []), ...(more.notes ?? [])],
});

const told = ({ injections, recoverySeconds, failures }: Injected): string => {
  const seconds = recoverySeconds?.map((one) => one.toFixed(1)).join(', ');
  return [
    failures?.length ? 'BROKEN' : 'held',
    ...(injections === undefined ? [] : [`${injections} injections`]),
    ...(seconds ? [`recovered in ${seconds} s`] : []),
  ].join(', ');
};
