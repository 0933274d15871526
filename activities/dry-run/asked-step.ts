import { randomUUID } from 'node:crypto';
import type { Database, Queries } from '../../db/client.ts';
import { withHypotheticalRun } from '../../db/facts/hypothetical-run.ts';
import { readAskedRun } from '../../db/pages/asked-run.ts';
import type { DeliverInput } from '../../domain/delivery.ts';
import type { CustomerId, RunId, StoreId } from '../../domain/ids.ts';
import type { Channel, JourneySpec } from '../../domain/journey.ts';
import type { TemplateId } from '../../domain/templates.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { type Millis, toInstant } from '../../domain/time/instant.ts';

/** Which message is asked about. */
export interface AskedMessage {
  readonly store: StoreId;
  readonly customer: CustomerId;
  readonly spec: JourneySpec;
  readonly template: TemplateId;
  readonly channel: Channel;
}

/** `waiting`: the step that the run waits with; `next`: one that it has not reached yet; `supposed`: nobody is in the journey. */
export type AskedKind = 'waiting' | 'next' | 'supposed';

export interface AskedStep {
  readonly kind: AskedKind;
  readonly input: DeliverInput;
  /** Where its facts are read. */
  readonly queries: Queries;
}

/**
 * The step that a message would be sent by: the one that the customer's newest run of the journey waits with, else the
 * next one of that run, else the first one of a run that starts now about the newest cart.
 */
export const askedStep = async (db: Database, asked: AskedMessage, now: Millis): Promise<AskedStep> => {
  const { store, customer, spec, template, channel } = asked;
  const { run, steps, cart } = await readAskedRun(db, { customer, journey: spec.name });
  const common = { store, customer, journey: spec.name, channel, template, purpose: spec.purpose, rank: spec.rank };
  if (!run) {
    const id = randomUUID() as RunId;
    const event = cart ? { cartId: cart.id } : {};
    const at = new Date(now);
    const subject = (cart?.id as string | undefined) ?? '';
    const touchedAt = cart?.updatedAt ?? at;
    const { name: journey, rank, purpose } = spec;
    const supposed = { id, storeId: store, journey, rank, purpose, customerId: customer, subject, episode: 1 };
    return {
      kind: 'supposed',
      queries: withHypotheticalRun(db, { ...supposed, event: event, startedAt: at, touchedAt, dueAt: at }),
      input: {
        ...common,
        run: id,
        props: event,
        step: `${template}#1`,
        ...times(now, spec),
        ...(spec.idle && { idle: spec.idle }),
      },
    };
  }
  const same = steps.filter((step) => step.template === template && step.channel === channel);
  const waiting = same.find(({ state }) => state === 'planned');
  const reached = steps.length === 0 ? Math.max(now, run.dueAt.getTime()) : now;
  return {
    kind: waiting ? 'waiting' : 'next',
    queries: db,
    input: {
      ...common,
      run: run.id,
      props: { ...run.event },
      step: waiting?.step ?? `${template}#${same.length + 1}`,
      ...(waiting
        ? { dueAt: waiting.dueAt.toISOString(), expiresAt: waiting.expiresAt.toISOString() }
        : times(reached, spec)),
      // The first wait alone starts anew with a touch.
      ...(spec.idle && steps.every((step) => step === waiting) && { idle: spec.idle }),
    },
  };
};

const times = (dueAt: Millis, { expires }: JourneySpec) => ({
  dueAt: toInstant(dueAt),
  expiresAt: toInstant(dueAt + durationMillis(expires)),
});
