import { randomUUID } from 'node:crypto';
import type { Database, Queries } from '../../db/client.ts';
import { readOwnSubject } from '../../db/as-customer/own-subject.ts';
import { withHypotheticalRun } from '../../db/facts/hypothetical-run.ts';
import { readAskedRun } from '../../db/pages/asked-run.ts';
import type { DeliverInput } from '../../domain/delivery.ts';
import type { CustomerId, RunId, StoreId } from '../../domain/ids.ts';
import { type IdField, isIdField, type JourneyMessage } from '../../domain/journey-message.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { type Millis, toInstant } from '../../domain/time/instant.ts';

/** Which message is asked about, and as whom. */
export interface AskedAs {
  readonly store: StoreId;
  readonly customer: CustomerId;
  readonly message: JourneyMessage;
}

/** `waiting`: the step that the run waits with; `next`: one that it has not reached yet; `supposed`: nobody is in the journey. */
export type AskedKind = 'waiting' | 'next' | 'supposed';

export interface AskedStep {
  readonly kind: AskedKind;
  readonly input: DeliverInput;
  /** Where its facts are read. */
  readonly queries: Queries;
  /** The trigger's ids. */
  readonly event: Readonly<Record<string, string>>;
  /** What the journey is about and the customer has nothing of: the ids are then nobody's. */
  readonly missing: readonly IdField[];
}

/**
 * The step that a message would be sent by: the one that the customer's newest run of the journey waits with, else the
 * next one of that run, else one of a run that starts now about the newest of what is theirs.
 */
export const askedStep = async (db: Database, asked: AskedAs, now: Millis): Promise<AskedStep> => {
  const { store, customer, message } = asked;
  const { journey, channel, template, purpose, rank, next, fallback, idle } = message;
  const { run, steps } = await readAskedRun(db, { customer, journey });
  const common = {
    store,
    customer,
    journey,
    channel,
    template,
    purpose,
    rank,
    ...(next && { next }),
    ...(fallback && { fallback }),
  };
  if (!run) return supposed(db, asked, common, now);
  const same = steps.filter((step) => step.template === template && step.channel === channel);
  const waiting = same.find(({ state, step }) => state === 'planned' && (message.nth ?? nthOf(step)) === nthOf(step));
  const nth = waiting ? nthOf(waiting.step) : (message.nth ?? same.length + 1);
  const reached = steps.length === 0 ? Math.max(now, run.dueAt.getTime()) : now;
  const event = run.event as AskedStep['event'];
  return {
    kind: waiting ? 'waiting' : 'next',
    queries: db,
    event,
    missing: [],
    input: {
      ...common,
      run: run.id,
      props: { ...event, ...propsOf(message, nth) },
      step: `${template}#${nth}`,
      ...(waiting
        ? { dueAt: waiting.dueAt.toISOString(), expiresAt: waiting.expiresAt.toISOString() }
        : times(reached, message)),
      // The first wait alone starts anew with a touch.
      ...(idle && steps.every((step) => step === waiting) && { idle }),
    },
  };
};

const supposed = async (
  db: Database,
  { customer, message }: AskedAs,
  common: Omit<DeliverInput, 'run' | 'props' | 'step' | 'dueAt' | 'expiresAt' | 'idle'>,
  now: Millis,
): Promise<AskedStep> => {
  const { journey, template, trigger, ids, idle, nth = 1 } = message;
  const own = await readOwnSubject(db, { customer, journey, trigger, fields: Object.keys(ids), now: new Date(now) });
  const missing = Object.keys(ids).filter(
    (field): field is IdField => isIdField(field) && own.ids[field] === undefined,
  );
  // Ids of nothing: whatever looks for it finds that there is none.
  const event = { ...ids, ...own.ids, ...Object.fromEntries(missing.map((field) => [field, randomUUID()])) };
  const at = new Date(now);
  const run = {
    id: randomUUID() as RunId,
    storeId: common.store,
    journey,
    rank: common.rank,
    purpose: common.purpose,
    customerId: customer,
    subject: '',
    episode: 1,
    event: event as never,
    startedAt: at,
    touchedAt: own.touchedAt ?? at,
    dueAt: at,
  };
  return {
    kind: 'supposed',
    queries: withHypotheticalRun(db, run),
    event,
    missing,
    input: {
      ...common,
      run: run.id,
      props: { ...event, ...propsOf(message, nth) },
      step: `${template}#${nth}`,
      ...times(now, message),
      ...(idle && { idle }),
    },
  };
};

const nthOf = (step: string): number => Number(step.split('#')[1] ?? 1);

/** What the n-th send of the template names. */
const propsOf = ({ props, later }: JourneyMessage, nth: number): JourneyMessage['props'] =>
  nth === 1 ? props : (later?.[nth - 2] ?? later?.at(-1) ?? props);

const times = (dueAt: Millis, { expires }: Pick<JourneyMessage, 'expires'>) => ({
  dueAt: toInstant(dueAt),
  expiresAt: toInstant(dueAt + durationMillis(expires)),
});
