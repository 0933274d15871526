import type { Purpose, Rank } from '../journey.ts';
import { defaultRampRules, type RampPolicy, type RampRules } from './ramps.ts';
import type { Duration } from '../time/duration.ts';

/** From which rate on something happens, in percent of the messages accepted in the last 24 hours. */
export interface BrakeRates {
  /** Marked for the operator; messages go on. */
  readonly warn?: number | undefined;
  /** A part of the messages waits. */
  readonly slow?: number | undefined;
  /** All of them wait. */
  readonly stop?: number | undefined;
}

/** When marketing is held back because of what mailbox providers and customers answer. */
export interface BrakePolicy {
  /** Nothing is judged before so many messages were accepted in 24 hours. */
  readonly fromAccepted: number;
  /** Fewer bounces, complaints or departures than this are chance, no rate. */
  readonly fromEvents: number;
  /** Of everything that the store sends on the channel. */
  readonly store: { readonly bounces: BrakeRates; readonly complaints: BrakeRates; readonly unsubscribes: BrakeRates };
  /** Of what one journey sends on the channel. */
  readonly journey: { readonly complaints: BrakeRates; readonly unsubscribes: BrakeRates };
  /** Which part waits at `slow`, in percent of the messages. */
  readonly slowShare: number;
  /** How often what waits is looked at again. */
  readonly lookAgain: Duration;
}

/** Who is left out of mass audiences because they have done nothing for long (R205). */
export interface SunsetPolicy {
  readonly after: Duration;
  /** Messages of these ranks go to an audience, not in answer to something that the customer did. */
  readonly ranks: readonly Rank[];
}

/** How fast a store's volume may grow without anybody saying so (R203). */
export interface VolumePolicy {
  /** A day has at most so many times the average day of the last four weeks. */
  readonly factor: number;
  /** Below so many messages a day nothing is too fast. */
  readonly fromDaily: number;
  /** Messages of these ranks are held back, which go to an audience; the others are counted. */
  readonly ranks: readonly Rank[];
}

/**
 * The From of each kind of message, `Shop <news@shop.example>`, where it is not the store's one. Google asks for one of
 * its own for each kind.
 */
export type SendersPolicy = Readonly<Partial<Record<Purpose, string | undefined>>>;

/** What keeps mailbox providers from refusing a store's messages. */
export interface DeliverabilityPolicy {
  readonly senders: SendersPolicy;
  readonly brake: BrakePolicy;
  readonly sunset: SunsetPolicy;
  readonly volume: VolumePolicy;
  /** Of sending domains that are being warmed up; one that is not named has no limit. */
  readonly ramps: readonly RampPolicy[];
  readonly rampRules: RampRules;
}

/**
 * Of a store: bounces 2 and 4 %, complaints 0.05 and 0.08 % (Resend's limits of an account, and the targets of its
 * guide). Of a journey: complaints 0.1 and 0.3 % (Google's rules for senders: stay under 0.1, never reach 0.3).
 * Departures: three and eight times the 0.18 % of campaigns of one portfolio of shops; flows have 0.6 %, so that a
 * journey's bounds are higher (R77, R190). Silent for 180 days: twice what no ramp writes to at all.
 */
export const defaultDeliverability: DeliverabilityPolicy = {
  senders: {},
  brake: {
    fromAccepted: 200,
    fromEvents: 3,
    store: {
      bounces: { warn: 2, stop: 4 },
      complaints: { warn: 0.05, stop: 0.08 },
      unsubscribes: { warn: 0.5, slow: 1.5 },
    },
    journey: { complaints: { slow: 0.1, stop: 0.3 }, unsubscribes: { warn: 1, slow: 2, stop: 5 } },
    slowShare: 50,
    lookAgain: '1 hour',
  },
  sunset: { after: '180 days', ranks: ['campaign', 'newsletter'] },
  volume: { factor: 3, fromDaily: 1_000, ranks: ['newsletter', 'campaign', 'win-back'] },
  ramps: [],
  rampRules: defaultRampRules,
};
