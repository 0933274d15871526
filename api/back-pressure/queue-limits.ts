import type { QueueDepth } from '../../db/road/outbox.ts';
import type { EventType } from '../../domain/events.ts';
import type { StoreId } from '../../domain/ids.ts';
import { type JourneySpec, triggersOf } from '../../domain/journey.ts';
import { Problem } from '../http/problem.ts';

/** How many rows of the outbox may wait for Temporal. */
export interface WaitingLimits {
  readonly perStore: number;
  readonly inAll: number;
}

/** Why some events of a store are not taken at present. */
export interface HeldBack {
  /** Whether an event of this type must wait. */
  readonly refuses: (type: EventType) => boolean;
  /** @returns the answer to whoever sent one. */
  readonly problem: () => Problem;
}

/** A purchase stops messages: it is taken until this many times the limit waits. */
const stopsFactor = 10;
const retryAfterSeconds = 30;

/**
 * What a store may not add to its queue, by the depths last measured. First go events that would only start
 * something; those that stop or tell a run go long after; what leaves nothing to tell is always taken.
 */
export const queueLimits = (specs: readonly JourneySpec[], limits: WaitingLimits) => {
  const stops = new Set(specs.flatMap((spec) => [...spec.exitOn, ...(spec.listens ?? [])].map(({ name }) => name)));
  const starts = new Set(specs.flatMap(triggersOf).filter((type) => !stops.has(type)));
  return (store: StoreId, depths: readonly QueueDepth[]): HeldBack | undefined => {
    const own = depths.find((depth) => depth.store === store)?.waiting ?? 0;
    const all = depths.reduce((sum, { waiting }) => sum + waiting, 0);
    const full = own >= limits.perStore ? 'own' : all >= limits.inAll ? 'all' : undefined;
    if (!full) return undefined;
    const isDire = own >= limits.perStore * stopsFactor || all >= limits.inAll * stopsFactor;
    return {
      refuses: (type) => starts.has(type) || (isDire && stops.has(type)),
      problem: () =>
        full === 'own'
          ? new Problem(429, 'queue_full', `${own} steps of this store wait for Temporal; ${again}`, {
              retryAfterSeconds,
            })
          : new Problem(503, 'overloaded', `${all} steps wait for Temporal; ${again}`, { retryAfterSeconds }),
    };
  };
};

const again = 'send the request again: what of it could be taken answers duplicate';
