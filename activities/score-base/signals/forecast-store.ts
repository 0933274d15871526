import type { Database } from '../../../db/client.ts';
import { type DemandRow, dropOtherDemand, writeDemand } from '../../../db/demand/forecasts.ts';
import {
  dropOldStockOuts,
  type ProductSalesRow,
  readProductSales,
  readSegmentSales,
  readStoreSales,
  seasonDays,
  weeksSeen,
} from '../../../db/demand/sales.ts';
import { readSection } from '../../../db/policies/section.ts';
import type { StoreRow } from '../../../db/shop/stores.ts';
import { dayMillis } from '../../../domain/civil/day.ts';
import { demandBySegment, type DemandPrior, forecastDemand } from '../../../domain/demand/forecast.ts';
import type { ProductId } from '../../../domain/ids.ts';
import type { Clock } from '../../../domain/time/clock.ts';
import { demandPrior } from '../../scoring/demand/demand-prior.ts';
import { dayOfStore } from '../store-scorer.ts';

/** Products of a page. */
const page = 1_000;

/**
 * The third part of a run: what of each product will be asked for, by the segment of who asks (R291, R293). Made anew each
 * time, page by page; what sells no more is forgotten.
 */
export const forecastStore = async (
  { db, clock, beat }: { readonly db: Database; readonly clock: Clock; readonly beat: () => void },
  store: StoreRow,
): Promise<void> => {
  const now = clock.now();
  const request = { store: store.id, today: dayOfStore(store, now), zone: store.timezone };
  const { demandDays: days } = await readSection(db, store.id, 'signals', new Date(now));
  const sales = await readStoreSales(db, request, days);
  const bySegment = await readSegmentSales(db, request);
  beat();
  const prior = demandPrior({ ...sales, weeks: weeksSeen, daysBefore: seasonDays, daysAfter: days });
  let after: ProductId | null = null;
  for (;;) {
    const rows: readonly ProductSalesRow[] = await readProductSales(db, request, { after, limit: page });
    const last = rows.at(-1);
    if (!last) break;
    await writeDemand(
      db,
      store.id,
      rows.flatMap((row) => forecastOf(row, { prior, bySegment, days, store, today: request.today })),
    );
    after = last.product;
    beat();
  }
  await dropOtherDemand(db, store.id, request.today);
  await dropOldStockOuts(db, store.id, new Date(now - (weeksSeen + 2) * 7 * dayMillis));
};

interface Asked {
  readonly prior: DemandPrior;
  readonly bySegment: Readonly<Record<string, number>>;
  readonly days: number;
  readonly store: StoreRow;
  readonly today: string;
}

/** Nothing for what did not sell in the weeks that are looked at. */
const forecastOf = (
  { product, stock, soldSince, sales, out }: ProductSalesRow,
  { prior, bySegment, days, store, today }: Asked,
): readonly DemandRow[] => {
  const sold = sales.reduce((sum, { units }) => sum + units, 0);
  if (sold <= 0 || soldSince === null) return [];
  const weeks = Array.from({ length: weeksSeen }, () => 0);
  const ofProduct: Record<string, number> = {};
  for (const { week, segment, units } of sales) {
    weeks[weeksSeen - 1 - week]! += units;
    ofProduct[segment] = (ofProduct[segment] ?? 0) + units;
  }
  const onSale = Math.min(weeksSeen, Math.floor(soldSince / 7) + 1);
  const inStock = Array.from({ length: weeksSeen }, () => 1);
  for (const { week, part } of out) inStock[weeksSeen - 1 - week] = 1 - part;
  const demand = forecastDemand(prior, { weeks, onSale, inStock }, days / 7);
  return [
    {
      productId: product,
      storeId: store.id,
      days,
      ...demand,
      segments: demandBySegment(demand.expected, { ofProduct, ofAll: bySegment }),
      sold,
      soldDays: onSale * 7,
      stock,
      asOf: today,
    },
  ];
};
