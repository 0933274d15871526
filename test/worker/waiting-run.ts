import type { Client } from '@temporalio/client';
import { eq } from 'drizzle-orm';
import type { Database } from '../../db/client.ts';
import { workflowIdOf } from '../../db/road/runs.ts';
import { runs } from '../../db/schema/index.ts';
import { type RunInput, taskQueues } from '../../domain/run.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { addPerson, hour, type Person } from '../gate/world.ts';

/** A run whose first message is due in `millis` of real time, started in Temporal as the dispatcher does. */
export const startRun = async (db: Database, client: Client, millis: number): Promise<Person> => {
  const touchedAt = Date.now() - hour + millis;
  // An older row without a workflow is one that Temporal forgot: a worker's sweep in between would close it.
  const person = await addPerson(db, { touchedAt, startedAt: Date.now() });
  const row = await runOf(db, person);
  const input: RunInput = {
    run: row.id,
    store: row.storeId,
    journey: row.journey,
    customer: row.customerId,
    subject: row.subject,
    episode: row.episode,
    event: row.event,
    touchedAt: toInstant(touchedAt),
    plan: { calendar: [] },
  };
  await client.workflow.start(row.journey, {
    args: [input],
    workflowId: workflowIdOf(row),
    taskQueue: taskQueues.journeys,
    ...(millis > 0 && { startDelay: millis }),
  });
  return person;
};

export const runOf = async (db: Database, person: Person) => {
  const [row] = await db.select().from(runs).where(eq(runs.id, person.run));
  return row!;
};

export const handleOf = async (db: Database, client: Client, person: Person) =>
  client.workflow.getHandle(workflowIdOf(await runOf(db, person)));
