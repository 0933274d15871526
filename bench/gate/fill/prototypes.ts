import { pino } from 'pino';
import { createActivities } from '../../../activities/index.ts';
import { render } from '../../../activities/templates/index.ts';
import type { DatabaseConnection } from '../../../db/client.ts';
import { importCodes } from '../../../db/offers/pool.ts';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import { addPeople, noon, openShop, setOffers, store } from '../../../test/gate/world.ts';
import { noPressure } from '../../../test/stack/policy.ts';
import { poolTen } from '../../../test/gate/offers/pool.ts';
import { acceptAll, unpaced } from '../measure/provider.ts';
import { steps } from './shape.ts';

/** Caps that count and never hold back: every decision goes all the way. */
const caps = {
  ...defaultPolicy.caps,
  caps: defaultPolicy.caps.caps.map((cap) => ({ ...cap, atMost: { normal: 1_000 } })),
};

/**
 * Opens the shop and has the gate decide one message of each step: what those say of their decisions is what the filled
 * ledger's rows say.
 */
export const makePrototypes = async ({ db, sql }: DatabaseConnection): Promise<void> => {
  await openShop(db, { ...noPressure, caps });
  await setOffers(db, { cartTen: poolTen }, { perCustomer: { codes: 100, period: '180 days' } }, noon - 1);
  await importCodes(db, { store, offer: 'cartTen', codes: ['FIRST'], now: new Date(noon) });
  const gate = createActivities({
    db,
    clock: { now: () => noon },
    pace: unpaced,
    providers: { email: acceptAll() },
    render,
    publicUrl: 'https://journeys.shop.example',
    logger: pino({ level: 'error' }),
  });
  await sql`create schema filling`;
  await sql`create table filling.prototypes (place int primary key, like messages)`;
  for (const [place, template] of steps.entries()) {
    const [person] = await addPeople(db, 1);
    const offer = template === 'cart/offer' ? { offer: 'cartTen' } : {};
    const input = { ...person!.input, template, step: `${template}#1`, props: { ...person!.input.props, ...offer } };
    const { outcome } = await gate.deliver(input);
    if (outcome !== 'accepted') throw new Error(`the gate did not send ${template}: ${outcome}`);
    await sql`insert into filling.prototypes select ${place}, * from messages where key = ${`${input.run}/${input.step}/email`}`;
  }
};
