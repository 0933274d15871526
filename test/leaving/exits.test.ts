import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { outbox, runs } from '../../db/schema/index.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import { cartSpec } from '../api/intake-server.ts';
import { noon } from '../gate/world.ts';
import { useLeaving } from './use-leaving.ts';

/** A journey whose author wants to know of consent. */
const careful: JourneySpec = {
  ...cartSpec,
  exitOn: [...cartSpec.exitOn, { name: 'customer.consent_changed' }],
};
const leaving = useLeaving([careful]);

test.each(['u', 'preferences'])(
  'R191 a journey that exits by a change of consent ends with what is done at /%s',
  async (folder) => {
    const person = await leaving.gate.person();
    const token = await leaving.linkOf(person);
    for (let count = 0; count < 2; count++) await leaving.post(`/${folder}/${token}`, { act: 'leave' });
    const [run] = await leaving.gate.db.select().from(runs).where(eq(runs.id, person.run));
    expect(run).toMatchObject({ exitEvent: 'customer.consent_changed', exitedAt: new Date(noon) });
    const told = await leaving.gate.db.select().from(outbox).where(eq(outbox.runId, person.run));
    expect(told).toMatchObject([{ kind: 'exit', signal: { name: 'customer.consent_changed' } }]);
    const next = await leaving.gate.attempt(person, { input: { step: 'cart/offer#1', template: 'cart/offer' } });
    expect(next).toEqual({ outcome: 'withheld', reason: 'exited' });
  },
);
