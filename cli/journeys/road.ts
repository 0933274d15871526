import type { CustomerId } from '../../domain/ids.ts';
import type { Channel, JourneySpec, Purpose } from '../../domain/journey.ts';
import { type Millis, toInstant, toMillis } from '../../domain/time/instant.ts';
import type { FallbackTemplateId, TemplateId } from '../../domain/templates.ts';
import { event as defineEvent } from '../../workflows/core/event.ts';
import type { GateAnswer } from '../simulator/gate.ts';
import type { Sandbox } from '../simulator/sandbox.ts';
import { samplePlan } from '../simulator/sample-campaign.ts';
import { monday } from '../simulator/schedule.ts';
import { simulate } from '../simulator/simulate.ts';
import type { Mode, SeasonCalendar } from '../../domain/time/season.ts';
import type { Occasion } from './occasions.ts';

/** One step of a road. */
export interface RoadStep {
  /** After the trigger. */
  readonly after: Millis;
  readonly step: string;
  readonly channel: Channel;
  readonly template: TemplateId;
  readonly purpose: Purpose;
  /** What the step names besides the trigger's ids, such as an offer. */
  readonly props: Readonly<Record<string, string>>;
  /** The channel that it goes by when this one does not do. */
  readonly next?: Channel;
  /** What is sent in its place. */
  readonly fallback?: FallbackTemplateId;
  /** How long it is of use after its due time. */
  readonly expires: Millis;
  readonly isSent: boolean;
}

/** What one customer goes through. */
export interface Road {
  readonly steps: readonly RoadStep[];
  /** After the trigger; undefined: it goes on for longer than is looked at. */
  readonly endsAfter: Millis | undefined;
  readonly end: string;
}

/** What is different for this customer. */
export interface Circumstances {
  readonly occasion: Occasion;
  readonly customer?: string;
  readonly mode?: Mode;
  /** An event that happens so long after the trigger. */
  readonly meanwhile?: { readonly occasion: Occasion; readonly after: Millis };
  /** An event of the store that begins so long after the trigger, and lasts three days. */
  readonly eventAfter?: Millis;
  /** The season's mode holds for so long after the trigger; absent: longer than anything waits. */
  readonly lasts?: Millis;
  /** The step that is withheld. */
  readonly withheld?: string;
}

/** Longer than any journey waits: a year and a month. */
const horizon = 396 * 86_400_000;

type Journey = Parameters<typeof simulate>[1];

const day = 86_400_000;

const calendarOf = (mode: Mode, eventAfter: Millis | undefined, lasts = 2 * horizon): SeasonCalendar => {
  if (mode !== 'normal') return [{ from: toInstant(monday - day), to: toInstant(monday + lasts), mode }];
  if (eventAfter === undefined) return [];
  const from = monday + eventAfter;
  return [{ from: toInstant(from), to: toInstant(from + 3 * day), mode: 'event' }];
};

/** Walks a journey in the sandbox as it is shipped. */
export const walk = async (
  sandbox: Sandbox,
  journey: Journey,
  { occasion, customer = 'customer-1', mode = 'normal', meanwhile, withheld, eventAfter, lasts }: Circumstances,
): Promise<Road> => {
  const { spec } = journey;
  const calendar = calendarOf(mode, eventAfter, lasts);
  const given = new Set(Object.keys(occasion.ids));
  const refused: GateAnswer = { outcome: 'withheld', reason: 'capped' };
  const run = await simulate(sandbox, journey, {
    input: {
      customer: customer as CustomerId,
      subject: subjectOf(spec, occasion),
      event: occasion.ids,
      plan: { calendar, ...samplePlan(spec) },
    },
    gate: ({ step }) => (step === withheld ? refused : { outcome: 'accepted', messageId: 'simulated' }),
  });
  const go = async (until: Millis): Promise<void> => run.advance(`${until - (run.now() - monday)} ms`);
  let endsAfter: Millis | undefined = run.closed() ? 0 : undefined;
  if (meanwhile) {
    await go(meanwhile.after);
    await run.emit(defineEvent(meanwhile.occasion.type), meanwhile.occasion.ids);
    if (run.closed()) endsAfter = run.now() - monday;
  }
  // Step by step: when it ends is when it is seen to have ended.
  while (!run.closed()) {
    const next = run.next();
    if (next === undefined || next - monday > horizon) break;
    await go(next - monday);
    if (run.closed()) endsAfter = run.now() - monday;
  }
  const closed = run.closed();
  return {
    steps: run.attempts.map((attempt) => stepOf(attempt, given)),
    endsAfter,
    end:
      closed?.status === 'completed'
        ? (closed.result as { readonly outcome: string }).outcome
        : (closed?.status ?? 'goes on'),
  };
};

type Attempt = Awaited<ReturnType<typeof simulate>>['attempts'][number];

const stepOf = (attempt: Attempt, given: ReadonlySet<string>): RoadStep => {
  const { after, step, channel, template, purpose, props, next, fallback, dueAt, expiresAt, outcome } = attempt;
  return {
    after,
    step,
    channel,
    template,
    purpose,
    props: Object.fromEntries(Object.entries(props).filter(([name]) => !given.has(name))),
    ...(next && { next }),
    ...(fallback && { fallback }),
    expires: toMillis(expiresAt) - toMillis(dueAt),
    isSent: outcome === 'accepted',
  };
};

const subjectOf = (spec: JourneySpec, { ids }: Occasion): string =>
  spec.subject === undefined ? '' : ((ids as Readonly<Record<string, string>>)[spec.subject] ?? '');
