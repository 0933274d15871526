import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { projectFolder } from '../../../dev/data/folders.ts';
import type { Cast } from '../cast/cast.ts';
import { untilAccepted } from '../injections/recovery.ts';
import { judgeCast } from '../judging/judge-cast.ts';
import type { Verdict } from '../judging/verdict.ts';
import type { Part, PartContext, PlannedInjection } from '../part.ts';
import { type FaultRow, faultRow } from '../report/fault-row.ts';
import { noFault, rowsOfTurns, type Turn } from '../report/turns.ts';
import { between } from '../seed.ts';
import { startLoad } from '../shop/load.ts';
import { openShop, type Shop } from '../shop/shop.ts';
import type { ShopEvent } from '../shop/shop-event.ts';

const fault = 'PostgreSQL restored to an earlier state while Temporal goes on';

/** The store's clock: ten seconds are an hour and forty minutes of the shop. */
const rate = 600;

/** How much before the backup the shop begins to post again, in milliseconds: too much does no harm. */
const marginMillis = 5_000;

/** The procedure of docs/restore.md, played as an operator plays it, with the commands that it names. */
export const restoredPart: Part = {
  name: 'restored',
  title: fault,
  scales: ['full'],
  plan: (random) =>
    Array.from({ length: 20 }, () => ({
      fault,
      detail: { lostMillis: between(random, 6_000, 15_000), killed: random() < 0.5 },
    })),
  run: async (context, plan) => run(context, plan),
};

const run = async (context: PartContext, plan: readonly PlannedInjection[]): Promise<readonly FaultRow[]> => {
  const { random, progress, folder, defer } = context;
  const cast = await context.openCast({ rate });
  await cast.provider.list(true);
  const store = remembering(
    openShop(
      cast.apis.map(({ url }) => url),
      cast.key,
      folder,
    ),
  );
  const { shop } = store;
  defer(() => shop.stop());
  const refused: string[] = [];
  const load = startLoad({
    shop,
    isBehind: () => false,
    clock: cast.clock,
    random,
    prefix: 'restored',
    livesPerSecond: 4,
    viewsPerSecond: 20,
    onRefused: (error) => void refused.push(error.message),
  });
  // Until messages go out at a steady rate.
  await wait(15_000);
  const turns: Turn[] = [];
  for (const [index, { detail }] of plan.entries()) {
    // What was posted again after the last restore is in the next backup, and need not be posted once more.
    await wait(marginMillis + 2_000);
    const from = Date.now();
    const row = await restore(cast, store, detail as unknown as Detail, join(folder, 'backup'));
    turns.push({ fault, from, to: Date.now(), row });
    progress(`${index + 1}/${plan.length} ${row.notes!.join('; ')}`);
    for (const failure of row.failures ?? []) progress(`  BROKEN ${failure}`);
  }
  await load.stop();
  const verdict = await withoutUnplaced(cast, await judgeCast(cast, shop, progress), progress);
  const rows = rowsOfTurns(turns, {
    acknowledged: shop.acknowledged.values(),
    posts: shop.posts,
    acceptances: cast.provider.acceptances(),
    verdict,
  });
  const failures = refused.slice(0, 20).map((message) => `the load was refused: ${message}`);
  return [...rows, ...(failures.length > 0 ? [faultRow({ fault: noFault, failures })] : [])];
};

interface Detail {
  readonly lostMillis: number;
  /** True: the processes are killed; false: they are stopped in order. */
  readonly killed: boolean;
}

/** One restore: a copy of the stopped cluster, some time that will be forgotten, the copy put back, the procedure. */
const restore = async (
  cast: Cast,
  { shop, since }: Remembering,
  { lostMillis, killed }: Detail,
  backup: string,
): Promise<Partial<FaultRow>> => {
  const { postgres, provider, apis, workers } = cast;
  const services = [...apis, ...workers];
  rmSync(backup, { recursive: true, force: true });
  await postgres.halt('fast');
  const backupAt = Date.now();
  cpSync(postgres.data, backup, { recursive: true, preserveTimestamps: true });
  await ownAs(postgres.data, backup);
  await postgres.start();
  const sentBefore = provider.acceptances().length;
  await wait(lostMillis);

  for (const one of services) one.holdDown();
  await Promise.all(services.map(async (one) => (killed ? one.kill() : one.rest())));
  const forgotten = provider.acceptances().length - sentBefore;
  await postgres.halt('immediate');
  rmSync(postgres.data, { recursive: true, force: true });
  cpSync(backup, postgres.data, { recursive: true, preserveTimestamps: true });
  await ownAs(backup, postgres.data);
  await postgres.start();

  await command(cast, 'hold', '--backup', new Date(backupAt).toISOString());
  const heldFrom = provider.acceptances().length;
  for (const one of services) one.letUp();
  await Promise.all(services.map(async (one) => one.untilReady()));
  // Temporal's list of workflows is some moments late.
  await wait(2_000);
  const said = await command(cast, 'recognise');
  const lost = since(backupAt - marginMillis);
  for (let from = 0; from < lost.length; from += 100) await shop.post(lost.slice(from, from + 100));
  const failures = provider.acceptances().length > heldFrom ? ['a message went out while sending was held'] : [];
  await command(cast, 'release');
  const releasedAt = Date.now();
  const recovered = await untilAccepted({ cast } as Parameters<typeof untilAccepted>[0], releasedAt);
  return {
    injections: 1,
    recoverySeconds: [recovered],
    failures,
    notes: [`messages of the forgotten time: ${forgotten}; events posted again: ${lost.length}; ${said}`],
  };
};

/** As root PostgreSQL runs as another user, who owns its files. */
const ownAs = async (like: string, folder: string): Promise<void> => {
  await execute('chown', ['-R', `--reference=${like}`, folder]);
  await execute('chmod', ['700', folder]);
};

/** `npm run restored -- …`, with the variables of a worker; gives what it said of its findings. */
const command = async (cast: Cast, ...args: readonly string[]): Promise<string> => {
  const output = await execute(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), join(projectFolder, 'cli/database/restored/main.ts'), ...args],
    {
      ...cast.environment,
      DATABASE_URL: cast.postgres.url,
      TEMPORAL_ADDRESS: cast.temporal.address,
      RESEND_BASE_URL: cast.provider.url,
    },
  );
  return output
    .split('\n')
    .filter((line) => /since:/.test(line))
    .join('; ');
};

const execute = async (
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: projectFolder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (text) => void (said += String(text)));
    child.stderr.on('data', (text) => void (said += String(text)));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(said);
      else reject(new Error(`${args.at(-1)} ended with code ${code}: ${said}`));
    });
  });

interface Remembering {
  readonly shop: Shop;
  /** Every event that was answered since, in the order of the answers. */
  readonly since: (instant: number) => readonly ShopEvent[];
}

/** A shop that can post again what it had told, word for word. */
const remembering = (shop: Shop): Remembering => {
  const told = new Map<string, ShopEvent>();
  const post: Shop['post'] = async (events, options) => {
    for (const event of events) told.set(event.id, event);
    return shop.post(events, options);
  };
  return {
    shop: new Proxy(shop, { get: (target, name) => (name === 'post' ? post : Reflect.get(target, name)) }),
    since: (instant) =>
      [...shop.acknowledged.values()]
        .filter(({ answeredAt }) => answeredAt >= instant)
        .toSorted((a, b) => a.answeredAt - b.answeredAt)
        .map(({ id }) => told.get(id)!),
  };
};

/** What went out under a run that was forgotten is in no ledger: it is known by its address, which is left alone. */
const withoutUnplaced = async (
  { postgres, provider }: Cast,
  verdict: Verdict,
  progress: (line: string) => void,
): Promise<Verdict> => {
  const rows = await postgres.sql<{ hash: string }[]>`select address_hash as hash from unplaced_acceptances`;
  const hashes = new Set(rows.map(({ hash }) => hash));
  const unplaced = provider
    .acceptances()
    .filter(({ to }) => hashes.has(createHash('sha256').update(to).digest('hex')))
    .map(({ key }) => `the provider accepted ${key}, which the ledger has as missing`);
  const expected = new Set(unplaced);
  const failures = verdict.failures.filter(({ what }) => !expected.has(what));
  progress(`of these ${verdict.failures.length - failures.length} went out under runs that were forgotten`);
  return { ...verdict, failures };
};
