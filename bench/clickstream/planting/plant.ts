import { setTimeout as wait } from 'node:timers/promises';
import { productOf } from '../../../dev/demo/catalogue.ts';
import type { PostEvents } from '../../../dev/demo/intake.ts';
import { cartPage } from '../../../dev/demo/shop/addresses.ts';
import type { StoreEvent } from '../../../dev/demo/store-event.ts';
import { type DemoClock, realTime, storeTime } from '../../../domain/time/clock.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import type { SeasonCalendar } from '../../../domain/time/season.ts';
import { cadence, dueOf } from '../judging/cadence.ts';
import type { Plant } from './plan.ts';

export interface PlantingOptions {
  readonly clock: DemoClock;
  readonly calendar: SeasonCalendar;
  readonly post: PostEvents;
  readonly shopUrl: string;
  /** Real instant at which the provider says that this address's `step` was claimed; undefined: not yet. */
  readonly claimedAt: (address: string, step: string) => number | undefined;
}

/** How often the provider's record is looked at, and how long a message may be late, in real milliseconds. */
const lookEvery = 50;
const patience = 10_000;

/** Lives one planted customer: account, consent and cart, then an order around the due instant of a message. */
export const growPlant = async (plant: Plant, options: PlantingOptions): Promise<'raced' | 'no message before'> => {
  const { clock, calendar, post } = options;
  const start = storeTime(Date.now(), clock);
  await post(opening(plant, toInstant(start), options.shopUrl));
  let from = start;
  for (const { step } of cadence) {
    if (step === plant.step) break;
    const claimed = await claimOf(plant, step, realTime(dueOf(step, from, calendar), clock), options);
    if (claimed === undefined) return 'no message before';
    from = storeTime(claimed, clock);
  }
  const due = realTime(dueOf(plant.step, from, calendar), clock);
  await wait(Math.max(0, due + plant.jitter - Date.now()));
  await post([orderOf(plant, toInstant(storeTime(Date.now(), clock)))]);
  return 'raced';
};

/** Waits for the claim of a step that comes before the one that is raced with. */
const claimOf = async (
  plant: Plant,
  step: string,
  due: number,
  { claimedAt }: PlantingOptions,
): Promise<number | undefined> => {
  await wait(Math.max(0, due - Date.now()));
  while (Date.now() < due + patience) {
    const claimed = claimedAt(addressOf(plant), step);
    if (claimed !== undefined) return claimed;
    await wait(lookEvery);
  }
  return undefined;
};

const addressOf = ({ name }: Plant): string => `${name}@planted.example`;

const lineOf = ({ name }: Plant) => {
  const { sku, price } = productOf(name);
  return { productId: sku, quantity: 1, unitPrice: { amount: price, currency: 'EUR' } };
};

const opening = (plant: Plant, occurredAt: string, shopUrl: string): readonly StoreEvent[] => {
  const { name } = plant;
  const customer = { id: name, email: addressOf(plant) };
  return [
    {
      id: `account_${name}`,
      type: 'customer.created',
      occurredAt,
      customer,
      data: { firstName: 'Planted', locale: 'en', timezone: 'Europe/Paris' },
    },
    {
      id: `consent_${name}`,
      type: 'customer.consent_changed',
      occurredAt,
      customer,
      data: { channel: 'email', purpose: 'marketing', state: 'granted', source: 'planted' },
    },
    {
      id: `cart_${name}`,
      type: 'cart.updated',
      occurredAt,
      customer: { id: name },
      data: { cartId: `cart_${name}`, url: cartPage(shopUrl, `cart_${name}`), lines: [lineOf(plant)] },
    },
  ];
};

const orderOf = (plant: Plant, occurredAt: string): StoreEvent => {
  const line = lineOf(plant);
  return {
    id: `order_${plant.name}`,
    type: 'order.placed',
    occurredAt,
    customer: { id: plant.name },
    data: { orderId: `order_${plant.name}`, cartId: `cart_${plant.name}`, lines: [line], total: line.unitPrice },
  };
};
