import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { GateDeps } from '../../activities/deliver/deps.ts';
import type { Provider } from '../../activities/providers/provider.ts';
import { providerPauses } from '../../db/schema/index.ts';
import type { DeliverInput, DeliverResult } from '../../domain/delivery.ts';
import { handClock } from '../api/intake-server.ts';
import { type FakeResend, startFakeResend } from '../fake-resend/fake-resend.ts';
import { useDatabase } from '../stack/database.ts';
import { addPerson, createGate, fakeEmail, noon, openShop, type Person, stepOf } from './world.ts';

/** What an attempt came to: the gate's answer, or the failure that makes Temporal ask again. */
export type Attempt =
  | Omit<DeliverResult, 'plan'>
  | { readonly again: string; readonly afterMillis: number | undefined; readonly message: string };

/** The gate on a database of its own, with the fake Resend and a clock set by hand. */
export const useGate = () => {
  const database = useDatabase();
  const clock = handClock(noon);
  const state: { fake?: FakeResend } = {};

  beforeAll(async () => {
    await openShop(database.connection.db);
    state.fake = await startFakeResend();
  });
  beforeEach(async () => {
    clock.set(noon);
    state.fake?.heal();
    await database.connection.db.delete(providerPauses);
  });
  afterAll(async () => state.fake?.stop());

  return {
    clock,
    get db() {
      return database.connection.db;
    },
    get databaseUrl() {
      return database.url;
    },
    get fake() {
      return state.fake!;
    },
    person: async (options: Parameters<typeof addPerson>[1] = {}): Promise<Person> =>
      addPerson(database.connection.db, options),
    row: async (person: Person) => stepOf(database.connection.db, person),
    /** The messages that the fake accepted for this step. */
    accepted: (person: Person) => state.fake!.acceptances().filter(({ key }) => key === person.key),
    /** One attempt of the activity. */
    attempt: async (
      person: Person,
      changes: Partial<GateDeps> & { readonly email?: Provider; readonly input?: Partial<DeliverInput> } = {},
    ): Promise<Attempt> => {
      const { input, ...deps } = changes;
      const gate = createGate({ db: database.connection.db, clock, email: fakeEmail(state.fake!.url), ...deps });
      try {
        const { plan: _plan, ...outcome } = await gate.deliver({ ...person.input, ...input });
        return outcome;
      } catch (error) {
        if (!(error instanceof ApplicationFailure)) throw error;
        return {
          again: error.type ?? '',
          afterMillis: error.nextRetryDelay as number | undefined,
          message: error.message,
        };
      }
    },
  };
};
