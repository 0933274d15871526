import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { connectDatabase } from '../../db/client.ts';
import { stores } from '../../db/schema/index.ts';
import { type Click, clickstreamFile, readClickstream } from '../../dev/demo/clickstream.ts';
import { createIntake } from '../../dev/demo/intake.ts';
import { startDemo } from '../../dev/demo/start-demo.ts';
import { realTime, storeTime } from '../../domain/time/clock.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { startFakeResend } from '../../test/fake-resend/fake-resend.ts';
import { anyHour, noPressure, plantPolicy } from '../../test/stack/policy.ts';
import { type AcceptanceOptions, readAcceptanceOptions } from './options.ts';
import { planPlants } from './planting/plan.ts';
import { growPlant } from './planting/plant.ts';
import { seededRandom } from '../../domain/random.ts';
import { untilNoRunIsOpen } from './running/drained.ts';
import { ledgerFigures } from './running/ledger-figures.ts';
import { watchProvider } from './running/provider.ts';
import { openRecord } from './running/record.ts';
import { startStack } from './running/stack.ts';

/** Before the first row of what is played: time for the stack to start and for accounts to be made. */
const headStart = durationMillis('2 hours');

/** After the last row: the follow-up of a cart filled at the end. */
const followUp = durationMillis('4 days');

/** What the stand-in for Resend takes to accept a message: the time in which an order can cross it. */
const providerMillis = 120;

/** `npm run acceptance`: the main job on real input, judged by a process of its own. */
const run = async (options: AcceptanceOptions): Promise<void> => {
  const startedAt = Date.now();
  const folder = resolve(options.folder);
  const record = openRecord(folder);
  const clicks = playedClicks(options);
  const [first, last] = [clicks[0]!, clicks.at(-1)!];
  console.log(`Seed ${options.seed}; ${clicks.length} rows; a day lasts ${options.speed} s; record in ${folder}`);
  console.log(`The stand-in for Resend takes ${providerMillis} ms to accept a message.`);

  const resend = await startFakeResend();
  resend.fault({ kind: 'slow', millis: providerMillis });
  // The stack needs real seconds to start, while its clock runs already.
  const rate = durationMillis('1 day') / (options.speed * 1000);
  const stack = await startStack({
    folder: resolve(folder, 'stack'),
    secondsPerDay: options.speed,
    first: toInstant(first.at - headStart - 12_000 * rate),
    resendUrl: resend.url,
  });
  const { clock } = stack;
  const provider = watchProvider(resend, clock, (acceptance) => record.acceptance(acceptance));
  const connection = connectDatabase(stack.database, 2);
  const [store] = await connection.db.select({ id: stores.id, calendar: stores.calendar }).from(stores);
  const { id, calendar } = store!;
  // Orders race with messages at every hour, and the judge draws each cart's own schedule: neither the night nor what
  // a customer got or bought besides holds a message back.
  await plantPolicy(connection.db, id, { ...anyHour, ...noPressure });
  let late = 0;
  const demo = await startDemo(stack, {
    shopPort: 0,
    clicks,
    onAnswer: (answer) => record.answer(answer),
    onLate: (millis) => void (late = Math.max(late, millis)),
  });
  try {
    const signal = AbortSignal.timeout(6 * 3_600_000);
    const post = createIntake(stack.api, stack.demoKey, { signal, onAnswer: (answer) => record.answer(answer) });
    const plantingStart = Date.now() + 2_000;
    const millis = realTime(last.at, clock) - plantingStart;
    const plants = planPlants(options.plants, millis, seededRandom(options.seed));
    const outcomes = { raced: 0, 'no message before': 0 };
    const growing = plants.map(async (plant) => {
      await wait(plantingStart + plant.at - Date.now());
      const outcome = await growPlant(plant, {
        clock,
        calendar,
        post,
        shopUrl: demo.shopUrl,
        claimedAt: (address, step) => provider.claimedAt(address, step),
      });
      outcomes[outcome]++;
    });
    const progress = setInterval(() => {
      const day = toInstant(storeTime(Date.now(), clock)).slice(0, 10);
      const { raced, 'no message before': lost } = outcomes;
      console.log(
        `  ${day}  ${provider.count()} messages, ${raced} planted orders (${lost} without the message before), ` +
          `store late by at most ${(late / 1000).toFixed(1)} s`,
      );
      late = 0;
    }, 15_000);
    await Promise.all([demo.ended, ...growing]);
    const left = await untilNoRunIsOpen(connection.db, (followUp / rate) * 1.5 + 30_000);
    clearInterval(progress);
    console.log(`The file is played; ${left} runs are still open.`);
    await wait(1_000);
    provider.stop();
    record.notes({
      seed: options.seed,
      clock,
      calendar,
      csv: clickstreamFile,
      ...(options.days && { lines: { from: first.line, to: last.line } }),
      races: options.races,
      startedAt,
      endedAt: Date.now(),
    });
    console.log('From the database (not part of the verdict):');
    for (const [name, value] of await ledgerFigures(connection.db)) console.log(`  ${name.padEnd(44)} ${value}`);
  } finally {
    await demo.stop();
    await connection.close();
    await stack.stop();
    await resend.stop();
  }
  const judge = fileURLToPath(new URL('./judge.ts', import.meta.url));
  const verdict = spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), judge, folder], {
    stdio: 'inherit',
  });
  console.log(`The run took ${((Date.now() - startedAt) / 60_000).toFixed(1)} minutes.`);
  process.exitCode = verdict.status ?? 1;
};

const playedClicks = ({ days }: AcceptanceOptions): readonly Click[] => {
  const clicks = readClickstream();
  if (!days) return clicks;
  const [from, to] = [Date.parse(`${days.from}T00:00:00+02:00`), Date.parse(`${days.to}T24:00:00+02:00`)];
  return clicks.filter(({ at }) => at >= from && at < to);
};

await run(readAcceptanceOptions(process.argv.slice(2)));
