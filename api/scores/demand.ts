import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { Queries } from '../../db/client.ts';
import { type ForecastProduct, readDemandPage } from '../../db/demand/forecasts.ts';
import { type DemandLine, demandColumns, demandLine, demandValues } from '../../domain/demand/report.ts';
import type { ProductId, StoreId } from '../../domain/ids.ts';
import { rfmGroups } from '../../domain/scores/rfm/profiles.ts';
import { storeOf } from '../access/access.ts';
import { Problem } from '../http/problem.ts';

/** Lines that an export reads at a time. */
const perRead = 1_000;

/** Who buys, as the export has columns. */
export const demandSegments: readonly string[] = [...rfmGroups, 'unknown'];

const states = ['out', 'short', 'tight', 'enough', 'unknown'] as const;

const query = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.uuid('must be the `next` of an earlier answer').optional(),
  state: z.enum(states).optional(),
});

/**
 * `GET /v1/demand`: what of each product will be asked for, by whom, against what there is of it now (R291, R293); in the
 * order of our ids. With `state`, of the lines of a page only those in it.
 */
export const getDemand =
  (db: Queries): RequestHandler =>
  async (request, response) => {
    const read = query.safeParse({ ...request.query });
    if (!read.success) {
      const flaws = read.error.issues.map(({ path, message }) => ({ field: path.join('.'), problem: message }));
      throw new Problem(422, 'invalid_query', 'the query is not valid', { flaws });
    }
    const { limit, after, state } = read.data;
    const store = storeOf(response);
    const rows = await readDemandPage(db, store.id, { after: (after as ProductId | undefined) ?? null, limit });
    const lines = rows.map(lineOf);
    response.json({
      currency: store.currency,
      demand: state === undefined ? lines : lines.filter((line) => line.state === state),
      next: rows.length === limit ? (rows.at(-1)?.forecast.productId ?? null) : null,
    });
  };

/** `GET /v1/demand.csv`: the same of all products, a column a segment, for who buys in, pays and packs (R292). */
export const getDemandCsv =
  (db: Queries): RequestHandler =>
  async (_request, response) => {
    const { id } = storeOf(response);
    // Before the answer begins: afterwards no error can be told.
    const first = await readDemandPage(db, id, { after: null, limit: perRead });
    response.type('text/csv').set('content-disposition', 'attachment; filename="demand.csv"');
    const csv = stringify({ header: true, columns: [...demandColumns(demandSegments)], escape_formulas: true });
    await pipeline(Readable.from(valuesOf(db, id, first)), csv, response);
  };

async function* valuesOf(db: Queries, store: StoreId, first: readonly ForecastProduct[]) {
  for await (const line of demandLines(db, store, first)) yield demandValues(line, demandSegments);
}

/** Every line of a store's report, page by page. */
export async function* demandLines(
  db: Queries,
  store: StoreId,
  first?: readonly ForecastProduct[],
): AsyncGenerator<DemandLine> {
  let rows = first ?? (await readDemandPage(db, store, { after: null, limit: perRead }));
  while (rows.length > 0) {
    yield* rows.map(lineOf);
    rows = await readDemandPage(db, store, { after: rows.at(-1)!.forecast.productId, limit: perRead });
  }
}

/** A forecast with the product as it is now, as a line of the report. */
export const lineOf = ({ forecast, externalId, title, category, stockNow, price }: ForecastProduct): DemandLine =>
  demandLine({
    product: externalId,
    title,
    category,
    price,
    stock: stockNow,
    days: forecast.days,
    demand: forecast,
    segments: forecast.segments,
    sold: forecast.sold,
    soldDays: forecast.soldDays,
    asOf: forecast.asOf,
  });
