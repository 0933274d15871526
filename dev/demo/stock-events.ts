import { DateTime } from 'luxon';
import { type Millis, toInstant } from '../../domain/time/instant.ts';
import { catalogue } from './catalogue.ts';
import type { StoreEvent } from './store-event.ts';

const zone = 'Europe/Paris';
/** Each night this many shelves are counted, one after another, whether anything was sold or not. */
const countedANight = 3;

/** What is left of each product after some orders; what runs out is ordered anew overnight. */
export type Stocks = Map<string, number>;

const full = (): Stocks => new Map(catalogue.map(({ sku, stock }) => [sku, stock]));

/**
 * The stocks that the shop tells: after each order of what it sold, and at half past two each night of a few shelves.
 * `told` is in order of time.
 */
export const stockEvents = (told: readonly StoreEvent[]): readonly StoreEvent[] => {
  const stocks = full();
  const events: StoreEvent[] = [];
  const tell = (sku: string, at: Millis) =>
    events.push({
      id: `stock_${sku}_${toInstant(at)}`,
      type: 'product.stock_changed',
      occurredAt: toInstant(at),
      data: { productId: sku, stock: stocks.get(sku)! },
    });
  let night =
    told[0] && DateTime.fromISO(told[0].occurredAt, { zone }).set({ hour: 2, minute: 30, second: 0, millisecond: 0 });
  let shelf = 0;
  const passNights = (until: Millis) => {
    for (; night && night.toMillis() <= until; night = night.plus({ days: 1 })) {
      for (const [sku, left] of stocks) if (left <= 0) stocks.set(sku, full().get(sku)!);
      for (let count = 0; count < countedANight; count++)
        tell(catalogue[shelf++ % catalogue.length]!.sku, night.toMillis());
    }
  };
  for (const { type, occurredAt, data } of told) {
    const at = Date.parse(occurredAt);
    passNights(at);
    if (type !== 'order.placed') continue;
    for (const { productId, quantity } of data['lines'] as readonly { productId: string; quantity: number }[]) {
      stocks.set(productId, Math.max(0, stocks.get(productId)! - quantity));
      tell(productId, at);
    }
  }
  return events;
};

/** What of the catalogue was left at `at`, by the last that was told of it. */
export const stocksAt = (told: readonly StoreEvent[], at: Millis): Stocks => {
  const stocks = full();
  for (const { type, occurredAt, data } of told) {
    if (type !== 'product.stock_changed' || Date.parse(occurredAt) > at) continue;
    stocks.set(data['productId'] as string, data['stock'] as number);
  }
  return stocks;
};
