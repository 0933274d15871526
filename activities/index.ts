import type { JourneyActivities } from '../domain/delivery.ts';
import { deliver } from './deliver/deliver.ts';
import type { GateDeps } from './deliver/deps.ts';
import { traitsOf } from './traits/traits-of.ts';

/** The activities that a worker offers to journeys. */
export const createActivities = (deps: GateDeps): JourneyActivities => ({
  deliver: (input) => deliver(deps, input),
  traits: (input) => traitsOf(deps, input),
});
