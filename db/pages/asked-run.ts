import { and, desc, eq, isNull } from 'drizzle-orm';
import type { CustomerId } from '../../domain/ids.ts';
import type { Queries } from '../client.ts';
import { messages, runs } from '../schema/index.ts';

/** The customer's newest live run of a journey with its steps. */
export const readAskedRun = async (
  db: Queries,
  { customer, journey }: { readonly customer: CustomerId; readonly journey: string },
) => {
  const [run] = await db
    .select()
    .from(runs)
    .where(
      and(eq(runs.customerId, customer), eq(runs.journey, journey), eq(runs.state, 'open'), isNull(runs.exitEvent)),
    )
    .orderBy(desc(runs.startedAt), desc(runs.id))
    .limit(1);
  const steps = run
    ? await db
        .select({
          step: messages.step,
          channel: messages.channel,
          template: messages.template,
          state: messages.state,
          dueAt: messages.dueAt,
          expiresAt: messages.expiresAt,
        })
        .from(messages)
        .where(eq(messages.runId, run.id))
    : [];
  return { run, steps };
};
