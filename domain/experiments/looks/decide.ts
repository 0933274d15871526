import type { Answer } from '../answer.ts';
import type { Estimate } from '../effects/difference.ts';
import { evenLooks, spendingBounds } from './group-sequential.ts';
import type { Spending } from './spending.ts';

/** How it is to be decided, written down before the first result. */
export interface Registration {
  /** How many customers, over all arms, the last look has. */
  readonly customers: number;
  /** How many looks, evenly apart. */
  readonly looks: number;
  readonly spending?: Spending;
  readonly alpha?: number;
}

/**
 * What a look decides. `wait`: the first look has not come; `go_on`: nothing yet; `effect`: the z left its bounds, the
 * test may stop; `no_effect`: the last look did not find one.
 */
export interface Decision {
  readonly says: 'wait' | 'go_on' | 'effect' | 'no_effect';
  /** 0 before the first. */
  readonly look: number;
  readonly looks: number;
  /** Customers that the next look waits for, the last one's at the end. */
  readonly nextAt: number;
  readonly z?: number;
  readonly bound?: number;
  /** Holds together with those of all looks before. */
  readonly low?: number;
  readonly high?: number;
}

/** The look that so many customers allow: 0 before the first. */
export const lookReached = ({ customers, looks }: Registration, seen: number): number =>
  Math.max(0, Math.min(looks, Math.floor((seen * looks) / customers)));

/** How many customers, of those assigned first, a look is about: what comes later does not change it. */
export const customersOfLook = ({ customers, looks }: Registration, look: number): number =>
  Math.ceil((customers * look) / looks);

/** Decides at a look from the estimate of its customers (`customersOfLook`). */
export const decide = (
  registration: Registration,
  look: number,
  estimate: Answer<Estimate> | undefined,
): Answer<Decision> => {
  const { customers, looks, spending, alpha } = registration;
  const isRegistered = Number.isInteger(looks) && looks >= 1 && looks <= 50 && customers >= 2 * looks;
  if (!isRegistered || !Number.isInteger(look) || look < 0 || look > looks) return { unanswerable: 'bad_option' };
  const nextAt = customersOfLook(registration, Math.min(looks, look + 1));
  if (look === 0 || !estimate) return { says: 'wait', look: 0, looks, nextAt };
  if ('unanswerable' in estimate) return estimate;
  const bounds = spendingBounds(evenLooks(looks).slice(0, look), spending, alpha);
  if ('unanswerable' in bounds) return bounds;
  const { bound } = bounds.looks.at(-1)!;
  const { value, standardError } = estimate;
  const z = value / standardError;
  const isOut = bound !== undefined && Math.abs(z) >= bound;
  return {
    says: isOut ? 'effect' : look === looks ? 'no_effect' : 'go_on',
    look,
    looks,
    nextAt,
    z,
    ...(bound !== undefined && { bound, low: value - bound * standardError, high: value + bound * standardError }),
  };
};
