import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { connectDatabase } from '../../../db/client.ts';
import { stateOf } from '../../api/any-order/state.ts';
import { eventOf, inOrder, stories, type Telling } from '../../api/any-order/story.ts';
import { noon } from '../../api/intake-server.ts';
import { told } from '../../api/told.ts';
import { judgeCast } from '../judging/judge-cast.ts';
import type { Part, Scale } from '../part.ts';
import { rowsOfTurns } from '../report/turns.ts';
import { openShop } from '../shop/shop.ts';
import type { ShopEvent } from '../shop/shop-event.ts';

const fault = 'events of one customer in any order, some twice';
const lives: Readonly<Record<Scale, number>> = { quick: 12, full: 400 };

/** Lives told in order to one api, and shuffled to all apis at once: both must end in the same state. */
export const orderPart: Part = {
  name: 'order',
  title: 'lives of customers told in any order, over several apis',
  scales: ['quick', 'full'],
  plan: (_random, scale) => [{ fault, detail: { lives: lives[scale] } }],
  run: async (context) => {
    const { folder, scale, seed } = context;
    // Two hours after the stories' noon, in real time: nothing becomes due while they are told.
    const cast = await context.openCast({ demo: new Date(noon + 50 * 60_000).toISOString() });
    const shop = openShop(
      cast.apis.map(({ url }) => url),
      cast.key,
      folder,
    );
    context.defer(() => shop.stop());
    const database = connectDatabase(cast.postgres.url, 4);
    context.defer(() => database.close());
    const from = Date.now();
    const failures: string[] = [];
    const post = async (event: object, api?: number): Promise<void> =>
      void (await shop.post([event as ShopEvent], api === undefined ? {} : { api }));
    const introduce = async (world: string): Promise<void> =>
      post(told('customer.created', { id: world, email: `${world}@shop.example` }, {}, -60, `${world}-created`), 0);

    for (const [index, { tellings, arrivals }] of fc
      .sample(stories, { seed: seed | 0, numRuns: lives[scale] })
      .entries()) {
      const [ordered, shuffled] = [`ordered-${index}`, `shuffled-${index}`];
      await introduce(ordered);
      await introduce(shuffled);
      const event = (world: string, place: number): object => eventOf(world, tellings[place] as Telling, place);
      for (const place of inOrder(tellings)) await post(event(ordered, place), 0);
      // No waiting: which of them commits first is left to the processes.
      await Promise.all(arrivals.map(async (place) => post(event(shuffled, place))));
      const [expected, found] = [await stateOf(database.db, ordered), await stateOf(database.db, shuffled)];
      if (!isDeepStrictEqual(expected, found)) {
        failures.push(
          `life ${index}: ${JSON.stringify(expected)} in order, ${JSON.stringify(found)} in the order ${arrivals.join(' ')}`,
        );
      }
    }
    const turn = { fault, from, to: Date.now(), row: { injections: lives[scale], failures } };
    const verdict = await judgeCast(cast, shop, context.progress);
    return rowsOfTurns([turn], {
      acknowledged: shop.acknowledged.values(),
      posts: shop.posts,
      acceptances: cast.provider.acceptances(),
      verdict,
    });
  },
};
