import { expect, test } from 'vitest';
import type { SignalStore } from './world.ts';

/** What of each product will be asked for. */
export const testDemand = ({ get }: SignalStore): void => {
  test('R291 R293 what of each product will be asked for, by whom, against its stock; as JSON and as CSV', async () => {
    const { demand, currency, next } = (await (await get('/v1/demand')).json()) as {
      readonly demand: readonly Record<string, never>[];
      readonly currency: string;
      readonly next: null;
    };
    expect({ currency, next }).toEqual({ currency: 'EUR', next: null });
    const of = (product: string) =>
      demand.find((line) => line['product'] === product) as unknown as Record<string, unknown>;
    expect(of('bags')).toMatchObject({ category: 'bags', days: 28, stock: 5, evidence: { sold: expect.any(Number) } });
    expect(of('shoes')['segments']).not.toEqual([]);
    const [one, other] = ['shoes', 'belts'].map((product) => of(product)['expected'] as number);
    expect(one).toBeGreaterThan(other!);
    expect((await get('/v1/demand?state=none')).status).toBe(422);

    const csv = await (await get('/v1/demand.csv')).text();
    const [header, ...lines] = csv.trim().split('\n');
    expect(header).toMatch(/^product,title,category,days,expected,low,high,stock,state,.*units_champions,/u);
    expect(lines).toHaveLength(demand.length);
  });
};
