import type { Channel, Purpose } from '../../domain/journey.ts';
import type { FallbackTemplateId, TemplateId } from '../../domain/templates.ts';
import type { Duration } from '../../domain/time/duration.ts';

/** One message that a journey sends. */
export interface SentMessage {
  readonly journey: string;
  readonly channel: Channel;
  readonly template: TemplateId;
  /** Which send of the template, from 2, where it names something else than the first does. */
  readonly nth?: number;
  readonly purpose: Purpose;
  /** The channel that it goes by when this one does not do. */
  readonly next?: Channel;
  /** Sent in its place when nothing of what it is about can be bought. */
  readonly fallback?: FallbackTemplateId;
  /** The offers that it may name, with a space between them; of several the customer's arm tells which. */
  readonly offers?: string;
  /** What else it names. */
  readonly props?: Readonly<Record<string, string>>;
  /** How long it is of use, where that is not as the journey says. */
  readonly expires?: Duration;
}
