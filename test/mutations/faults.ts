import type { Fault } from './fault.ts';
import { carts } from './faults/carts.ts';
import { onboarding } from './faults/onboarding.ts';
import { orders } from './faults/orders.ts';
import { relation } from './faults/relation.ts';
import { season } from './faults/season.ts';
import { withDatabase } from './faults/with-database.ts';

/** Every mistake that is planted; a new one is an entry in one of these. */
export const faults: readonly Fault[] = [...onboarding, ...carts, ...orders, ...relation, ...season, ...withDatabase];
