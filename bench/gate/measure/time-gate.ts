import { pino } from 'pino';
import { createActivities } from '../../../activities/index.ts';
import { render } from '../../../activities/templates/index.ts';
import type { Database } from '../../../db/client.ts';
import type { DeliverInput } from '../../../domain/delivery.ts';
import { noon } from '../../../test/gate/world.ts';
import { acceptAll, unpaced } from './provider.ts';

/** What one decision took, in milliseconds. */
export interface Taken {
  /** All of `deliver`: prepare, decide, record; the provider answers at once. */
  readonly deliver: number;
  readonly prepare: number;
  /** The decision's transaction, from its begin to the answer to its commit. */
  readonly decision: number;
  /** From the statement that takes the customer's lock to the answer to the commit: no less than it was held. */
  readonly held: number;
  readonly record: number;
}

interface Transaction {
  readonly begun: number;
  readonly locked: number;
  readonly ended: number;
}

/** A gate that tells of each message what it took. */
export const timedGate = (db: Database): ((input: DeliverInput) => Promise<Taken>) => {
  let decisions: Transaction[] = [];
  const transaction: Database['transaction'] = async (body, config) => {
    // What only reads takes no lock.
    if (config?.accessMode === 'read only') return db.transaction(body, config);
    const begun = performance.now();
    let locked = begun;
    try {
      return await db.transaction((inner) => {
        locked = performance.now();
        return body(inner);
      }, config);
    } finally {
      decisions.push({ begun, locked, ended: performance.now() });
    }
  };
  const gate = createActivities({
    db: new Proxy(db, {
      get: (target, property, receiver): unknown =>
        property === 'transaction' ? transaction : Reflect.get(target, property, receiver),
    }),
    clock: { now: () => noon },
    pace: unpaced,
    providers: { email: acceptAll() },
    render,
    publicUrl: 'https://journeys.shop.example',
    logger: pino({ level: 'error' }),
  });
  return async (input) => {
    decisions = [];
    const begun = performance.now();
    const result = await gate.deliver(input);
    const ended = performance.now();
    if (result.outcome !== 'accepted')
      throw new Error(`the gate did not send to ${input.customer}: ${JSON.stringify(result)}`);
    const [first, ...more] = decisions;
    if (!first || more.length > 0) throw new Error(`the gate decided ${decisions.length} times about one message`);
    return {
      deliver: ended - begun,
      prepare: first.begun - begun,
      decision: first.ended - first.begun,
      held: first.ended - first.locked,
      record: ended - first.ended,
    };
  };
};
