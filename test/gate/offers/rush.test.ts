import { expect, test } from 'vitest';
import type { Provider } from '../../../activities/providers/provider.ts';
import { offerCodes } from '../../../db/schema/index.ts';
import { createGate, addPeople, keyed, setOffers } from '../world.ts';
import { useGate } from '../use-gate.ts';
import { fillPool, offerStep, poolTen, shownCode, states, withOffer } from './pool.ts';

const gate = useGate();

test(
  'Q13 R274 500 claims at once over a pool of 300: 300 codes, each of one customer, and 200 messages without',
  { timeout: 150_000 },
  async () => {
    await setOffers(gate.db, { cartTen: poolTen });
    await fillPool(gate.db, 300, 'RUSH');
    const people = await addPeople(gate.db, 500, { input: offerStep });
    const shown = new Map<string, string | undefined>();
    const email: Provider = {
      ...keyed,
      timeoutMillis: 60_000,
      send: async ({ key, message }) => {
        shown.set(key, shownCode(message.text, 'RUSH'));
        return { answer: 'accepted', id: `id ${key}` };
      },
    };
    const activities = createGate({ db: gate.db, clock: gate.clock, email });
    const outcomes = await Promise.all(
      people.map(async ({ input, cart }) => activities.deliver({ ...input, ...withOffer(cart) })),
    );
    expect(outcomes.every(({ outcome }) => outcome === 'accepted')).toBe(true);
    const codes = [...shown.values()].filter((code) => code !== undefined);
    expect([shown.size, codes.length, new Set(codes).size]).toEqual([500, 300, 300]);
    expect(await states(gate.db, 'RUSH')).toEqual({ given: 300 });
    const rows = await gate.db.select().from(offerCodes);
    const keys = new Map(people.map(({ key, customer }) => [customer as string, key]));
    for (const { code, customerId } of rows) expect(shown.get(keys.get(customerId!)!)).toBe(code);
  },
);
