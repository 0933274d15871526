import { ApplicationFailure } from '@temporalio/common';
import { connectDatabase } from '../../../db/client.ts';
import { stepOf, addPeople, createGate, fakeEmail, hour, noon, openShop, type Person } from '../../gate/world.ts';
import { openPostgres } from '../cast/postgres.ts';
import { openProvider } from '../cast/provider.ts';
import type { Part, PartContext, PlannedInjection } from '../part.ts';
import { type FaultRow, faultRow } from '../report/fault-row.ts';
import { between, pick } from '../seed.ts';

/** How the first attempt's answer is lost after the message was accepted. */
const losses = ['lost', 'truncated', 'null-body'] as const;

const faultOf = (listed: boolean): string =>
  `provider away beyond the key's life, ${listed ? 'its list readable' : 'its list away too'}`;

/**
 * The gate and the provider alone, on a clock that is moved: Resend accepted a message whose answer was lost,
 * was away longer than a key protects, and came back.
 */
export const keyLifePart: Part = {
  name: 'key-life',
  title: "an outage longer than the provider's keys live: found in its record or parked, never sent again",
  scales: ['full', 'quick'],
  plan: (random, scale) =>
    Array.from({ length: scale === 'quick' ? 6 : 200 }, (_, index) => ({
      fault: faultOf(index % 2 === 0),
      detail: { loss: pick(random, losses), tries: between(random, 1, 5), hoursAway: between(random, 24, 70) },
    })),
  run: async (context, plan) => {
    const rows: FaultRow[] = [];
    for (const listed of [true, false]) {
      const fault = faultOf(listed);
      rows.push(
        await play(
          context,
          listed,
          plan.filter((one) => one.fault === fault),
        ),
      );
    }
    return rows;
  },
};

const play = async (
  { folder, defer, progress }: PartContext,
  listed: boolean,
  plan: readonly PlannedInjection[],
): Promise<FaultRow> => {
  const [postgres, provider] = await Promise.all([
    openPostgres(defer),
    openProvider(folder, defer, `acceptances-${listed ? 'listed' : 'unlisted'}.ndjson`),
  ]);
  const connection = connectDatabase(postgres.url, 10);
  defer(async () => connection.close());
  const { db } = connection;
  await openShop(db);
  const input = { expiresAt: new Date(noon + 96 * hour).toISOString() };
  const people = await addPeople(db, plan.length, { input });
  const failures: string[] = [];
  let unknown = 0;

  /** One attempt at an instant: the outcome, or why it is asked again. */
  const attempt = async (person: Person, now: number): Promise<string> => {
    const gate = createGate({ db, clock: { now: () => now }, email: fakeEmail(provider.url, 2_000) });
    try {
      return (await gate.deliver(person.input)).outcome;
    } catch (error) {
      if (error instanceof ApplicationFailure) return error.type ?? 'again';
      throw error;
    }
  };
  for (const [index, { detail }] of plan.entries()) {
    const person = people[index]!;
    const { loss, tries, hoursAway } = detail as { loss: (typeof losses)[number]; tries: number; hoursAway: number };
    await provider.list(false);
    await provider.fault({ kind: loss }, { times: 1, key: person.key });
    const first = await attempt(person, noon);
    await provider.fault({ kind: 'drop-before' }, { key: person.key });
    for (let count = 1; count <= tries; count++) await attempt(person, noon + (count * 22 * hour) / tries);
    await provider.heal();
    await provider.forgetKeys();
    await provider.list(listed);
    const late = noon + hoursAway * hour;
    const ends = [await attempt(person, late), await attempt(person, late + hour)];
    const state = (await stepOf(db, person))?.state;
    if (state === 'unknown') unknown += 1;
    const expected = listed ? 'accepted' : 'unknown';
    if (first !== 'uncertain' || ends.some((end) => end !== expected) || state !== expected) {
      failures.push(`${person.key}: first ${first}, then ${ends.join(', ')}; the ledger says ${state}`);
    }
  }
  const acceptances = provider.acceptances();
  progress(`${plan.length} outages, ${acceptances.length} acceptances, ${unknown} unknown`);
  const keys = new Set(acceptances.map(({ key }) => key));
  if (keys.size !== people.length) failures.push(`${people.length} messages, and ${keys.size} were accepted`);
  return faultRow({
    fault: faultOf(listed),
    injections: plan.length,
    duplicates: acceptances.length - keys.size,
    unknownParked: unknown,
    sends: { temporal: 0, gate: keys.size },
    failures: failures.slice(0, 20),
  });
};
