import { dealings } from './places/dealings.ts';
import { names } from './places/names.ts';
import { ofOrders } from './places/orders.ts';
import type { Place } from './places/place.ts';
import { toldAndProfile } from './places/profile.ts';
import { workedOut } from './places/scores.ts';
import { sent } from './places/sent.ts';

/**
 * Every place with data of customers, in the order in which an erasure goes through them: first what is found
 * through something else. A test fails when a table of the schema is neither here nor in `impersonal`.
 */
export const places: readonly Place[] = [...names, ...ofOrders, ...workedOut, ...dealings, ...sent, ...toldAndProfile];
