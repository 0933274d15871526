import { inArray } from 'drizzle-orm';
import { afterAll, beforeAll } from 'vitest';
import { cartId } from '../../../db/ids.ts';
import { messages, runs } from '../../../db/schema/index.ts';
import type { TemplateId } from '../../../domain/templates.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { type FakeResend, startFakeResend } from '../../fake-resend/fake-resend.ts';
import { createGate, fakeEmail, hour } from '../../gate/world.ts';
import { anyHour, noPressure, plantPolicy } from '../../stack/policy.ts';
import { noon, store, useIntake } from '../intake-server.ts';
import { cart, told } from '../told.ts';

/** The messages of the abandoned cart, in the order of its body. */
const templates: readonly TemplateId[] = ['cart/reminder', 'cart/reassurance', 'cart/offer'];

/** A shop over HTTP, and the gate with a provider that accepts whatever it is given. */
export const useShop = () => {
  const intake = useIntake();
  const state: { fake?: FakeResend } = {};

  beforeAll(async () => {
    state.fake = await startFakeResend();
    // Every message of a run is asked for at once, and the purchase alone is to stop it.
    await plantPolicy(intake.db, store, { ...noPressure, ...anyHour });
    const price = { amount: 3990, currency: 'EUR' };
    await intake.post(told('product.upserted', undefined as never, { productId: 'sku-1', title: 'Lamp', price }));
  });
  afterAll(async () => state.fake?.stop());

  const runsOf = async (carts: readonly string[]) =>
    intake.db
      .select()
      .from(runs)
      .where(
        inArray(
          runs.subject,
          carts.map((name) => cartId(store, name)),
        ),
      );

  return {
    intake,
    /** Consent, given by somebody whose addresses are told with it. */
    consent: (customer: object, minutes = -60) =>
      told(
        'customer.consent_changed',
        customer,
        { channel: 'email', purpose: 'marketing', state: 'granted', source: 'checkout' },
        minutes,
      ),
    runsOf,
    /**
     * Asks the gate for messages of every run about these carts, hours after they are due: what it answered,
     * and the addresses to which the provider accepted something.
     */
    relance: async (carts: readonly string[], wanted: readonly TemplateId[] = templates) => {
      intake.clock.set(noon + 3 * hour);
      const gate = createGate({ db: intake.db, clock: intake.clock, email: fakeEmail(state.fake!.url) });
      const outcomes: string[] = [];
      const found = await runsOf(carts);
      for (const run of found) {
        for (const template of wanted) {
          const result = await gate.deliver({
            run: run.id,
            store: run.storeId,
            journey: run.journey,
            customer: run.customerId,
            step: `${template}#1`,
            channel: 'email',
            template,
            props: { cartId: run.subject, ...(template === 'cart/offer' && { offer: 'none' }) },
            purpose: 'marketing',
            rank: 'cart',
            dueAt: toInstant(+run.dueAt),
            expiresAt: toInstant(+run.dueAt + 12 * hour),
          });
          outcomes.push('reason' in result ? `${result.outcome}: ${result.reason}` : result.outcome);
        }
      }
      const keys = new Set(found.map(({ id }) => id as string));
      const accepted = state.fake!.acceptances().filter(({ key }) => keys.has(key.split('/')[0]!));
      intake.clock.set(noon);
      return { outcomes, accepted: accepted.map(({ to }) => to) };
    },
    /** What each rule said of one step. */
    verdictsOf: async (carts: readonly string[]) => {
      const ids = (await runsOf(carts)).map(({ id }) => id);
      const rows = await intake.db.select().from(messages).where(inArray(messages.runId, ids));
      return rows.map(({ verdicts }) => verdicts);
    },
    /** The same cart of somebody who does not buy: proves that what a purchase stops would have gone out. */
    twin: async (name: string) => {
      const customer = { id: `twin-${name}`, email: `twin-${name}@shop.example` };
      await intake.post([
        told(
          'customer.consent_changed',
          customer,
          { channel: 'email', purpose: 'marketing', state: 'granted', source: 'checkout' },
          -60,
        ),
        cart(customer, `twin-${name}`),
      ]);
    },
  };
};

/** What a purchase leaves of a run's three messages. */
export const allBought = ['withheld: bought', 'withheld: bought', 'withheld: bought'];
