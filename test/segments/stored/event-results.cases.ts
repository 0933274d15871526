import { expect, test } from 'vitest';
import { judgeStore } from '../../../activities/segment-base/judge-store.ts';
import { signals } from '../../../db/schema/index.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import type { EventResult } from '../../../domain/scores/signals/event-score.ts';
import { store } from '../../api/intake-server.ts';
import { day, type Stored } from './world.ts';

/** What an event made of its customers: a definition of the shop for each result, and a journey for each definition. */
export const testEventResults = (stored: Stored): void => {
  const { intake, deps, shop, ask, joins, keepUp, routeAll, runsOf, toldOf } = stored;

  /** As the scoring run of the night writes it. */
  const score = async (customerId: CustomerId, result: EventResult): Promise<void> => {
    const event = { event: 'sales', score: 70, purchases: 0.7, browsing: 0.7, reactivity: 0.7, result };
    const row = {
      storeId: store,
      details: {
        affinity: { acts: 0, categories: [] },
        channels: {},
        hour: { bin: 9, by: 'shop' as const, share: 0.3, acts: 0 },
        next: { by: 'popularity' as const, categories: [] },
        event,
      },
      levelsVersion: 1,
      asOf: '2026-07-30',
      scoredAt: new Date(intake.clock.now()),
    };
    await intake.db
      .insert(signals)
      .values({ customerId, ...row })
      .onConflictDoUpdate({ target: signals.customerId, set: row });
  };
  const judge = async (): Promise<void> => {
    await keepUp();
    await judgeStore(deps(), await shop());
    await routeAll();
  };
  const journeysOf = async (customer: CustomerId) =>
    (await runsOf(customer)).filter(({ journey }) => journey.endsWith('OfSales')).map(({ journey }) => journey);

  test('R114 after an event each result begins the journey that is for it, in the night in which it is known, and nobody else any', async () => {
    for (const result of ['vip', 'recurring', 'lost']) {
      const definition = {
        title: { fr: `Après les soldes : ${result}`, en: `After the sales: ${result}` },
        goal: { outcome: 'repurchase', within: '60 days' },
        include: { lastEvent: { result } },
      };
      const saved = await ask(`/v1/definitions/${result}-of-sales`, 'PUT', {
        definition,
        basedOn: 0,
        why: 'the sales',
      });
      expect(saved).toMatchObject({
        status: 200,
        body: { sentence: expect.stringContaining(`“${result}”`) as string },
      });
    }
    const who = { vip: await joins('sal'), recurring: await joins('sam'), lost: await joins('sid') };
    const others = [await joins('sue'), await joins('syd')] as const;
    await judge();
    for (const customer of [...Object.values(who), ...others]) expect(await journeysOf(customer)).toEqual([]);

    // Two nights after its end: whose first order it was, and who had nothing to do with it, are none of the three.
    intake.clock.advance(2 * day);
    await score(who.vip, 'vip');
    await score(who.recurring, 'recurring');
    await score(who.lost, 'lost');
    await score(others[0], 'new');
    await judge();
    expect(await journeysOf(who.vip)).toEqual(['vipOfSales']);
    expect(await journeysOf(who.recurring)).toEqual(['recurringOfSales']);
    expect(await journeysOf(who.lost)).toEqual(['lostOfSales']);
    for (const customer of others) expect(await journeysOf(customer)).toEqual([]);
    const [begun] = (await runsOf(who.lost)).filter(({ journey }) => journey === 'lostOfSales');
    expect(begun!.startedAt.getTime()).toBe(intake.clock.now());

    // Said once, however often it is judged; and over with the next result.
    intake.clock.advance(day);
    await judge();
    expect(await journeysOf(who.lost)).toEqual(['lostOfSales']);
    await score(who.lost, 'recurring');
    await judge();
    expect(await toldOf(begun!.id)).toEqual(['start', 'exit']);
    expect(await journeysOf(who.lost)).toEqual(['lostOfSales', 'recurringOfSales']);
  });
};
