import type { CustomerId, RunId, StoreId } from './ids.ts';
import type { Channel, Purpose, Rank } from './journey.ts';
import type { FailedReason, LaterReason, WithheldReason } from './reasons.ts';
import type { Plan } from './run.ts';
import type { CustomerTraits } from './scores/traits.ts';
import type { FallbackTemplateId, TemplateId } from './templates.ts';
import type { Instant } from './time/instant.ts';
import type { Wait } from './time/season.ts';

/** What a journey asks of the gate for one step: ids and data of the spec, nothing personal. */
export interface DeliverInput {
  readonly run: RunId;
  readonly store: StoreId;
  readonly journey: string;
  readonly customer: CustomerId;
  /** The n-th send of a template on a channel: `cart/reminder#1`. Stable across replay and reset. */
  readonly step: string;
  readonly channel: Channel;
  readonly template: TemplateId;
  /** The template's ids. */
  readonly props: Readonly<Record<string, string>>;
  /** The customer's arms of what the journey has tried by now, by name; absent: it tries nothing. */
  readonly arms?: Readonly<Record<string, string>>;
  /** Sent instead when everything that the message would offer is out of stock, and nothing can take its place. */
  readonly fallback?: FallbackTemplateId;
  /** It is to come when the customer most probably looks. */
  readonly hour?: 'best';
  /** The channel that the journey asks next when this one does not do. */
  readonly next?: Channel;
  readonly purpose: Purpose;
  readonly rank: Rank;
  /** When the body reached the step, in the store's time; the gate never sends before it. */
  readonly dueAt: Instant;
  /** After this instant the message is useless. */
  readonly expiresAt: Instant;
  /** Present while nothing was sent yet: a later touch moves the due time (only the first wait debounces). */
  readonly idle?: Wait;
}

/** How the gate decided. `later` comes back as a value only where a change of plan may bring it forward. */
export type DeliverResult = { readonly plan: Plan } & (
  | { readonly outcome: 'accepted'; readonly messageId: string }
  | { readonly outcome: 'later'; readonly at: Instant; readonly reason: LaterReason }
  | { readonly outcome: 'withheld'; readonly reason: WithheldReason }
  | { readonly outcome: 'failed'; readonly reason: FailedReason }
  | { readonly outcome: 'unknown' }
);

/** Whose traits a journey asks for. */
export type TraitsInput = Pick<DeliverInput, 'run'>;

/** The activities that a journey may call. */
export interface JourneyActivities {
  deliver(input: DeliverInput): Promise<DeliverResult>;
  /** What stored scores and signals say of the customer of a run; its own row names who that is now. */
  traits(input: TraitsInput): Promise<CustomerTraits>;
}

/** Name of the tag with our id of the message: a provider's event that carries it is known without the provider's id. */
export const messageTag = 'relance_message';

/** The key given to the provider and unique in the ledger: one acceptance per (run, step, channel). */
export const idempotencyKey = (input: Pick<DeliverInput, 'run' | 'step' | 'channel'>): string =>
  `${input.run}/${input.step}/${input.channel}`;
