import { type Demand, type DemandOfSegment, shortageOf } from './forecast.ts';

/** A forecast as it stands, with the product as the shop knows it. */
export interface ForecastOfProduct {
  readonly product: string;
  readonly title: string;
  readonly category: string | null;
  /** Now: the forecast was made beside an older one. */
  readonly stock: number | null;
  /** In minor units of the store's currency; null: unknown. */
  readonly price: number | null;
  readonly days: number;
  readonly demand: Demand;
  readonly segments: readonly DemandOfSegment[];
  readonly sold: number;
  readonly soldDays: number;
  readonly asOf: string;
}

/** A line of the report: what will be asked for against what there is, and what that is worth. */
export const demandLine = ({ demand, price, segments, ...product }: ForecastOfProduct) => {
  const { missing, missingAtMost, lastsDays, state } = shortageOf(demand, product.days, product.stock);
  return {
    product: product.product,
    title: product.title,
    category: product.category,
    days: product.days,
    expected: round(demand.expected),
    low: round(demand.low),
    high: round(demand.high),
    stock: product.stock,
    state,
    missing: Math.ceil(missing),
    missingAtMost: Math.ceil(missingAtMost),
    lastsDays: lastsDays === null ? null : Math.floor(lastsDays),
    /** Expected, at today's price. */
    revenue: price === null ? null : Math.round(demand.expected * price),
    segments: segments.map(({ segment, units }) => ({ segment, units: round(units) })),
    evidence: { sold: product.sold, days: product.soldDays },
    asOf: product.asOf,
  };
};

export type DemandLine = ReturnType<typeof demandLine>;

const round = (units: number): number => Math.round(units * 100) / 100;

/** Columns of the export, one a segment that buys anything. */
export const demandColumns = (segments: readonly string[]): readonly string[] => [
  'product',
  'title',
  'category',
  'days',
  'expected',
  'low',
  'high',
  'stock',
  'state',
  'missing',
  'missing_at_most',
  'lasts_days',
  'revenue',
  'sold',
  'sold_days',
  'as_of',
  ...segments.map((segment) => `units_${segment}`),
];

/** The values of a line, in the order of the columns. */
export const demandValues = (line: DemandLine, segments: readonly string[]): readonly (string | number | null)[] => [
  line.product,
  line.title,
  line.category,
  line.days,
  line.expected,
  line.low,
  line.high,
  line.stock,
  line.state,
  line.missing,
  line.missingAtMost,
  line.lastsDays,
  line.revenue,
  line.evidence.sold,
  line.evidence.days,
  line.asOf,
  ...segments.map((segment) => line.segments.find((one) => one.segment === segment)?.units ?? 0),
];
