import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { scoreStale } from '../../../../activities/score-base/score-stale.ts';
import { scoreStore } from '../../../../activities/score-base/score-store.ts';
import { traitsOf } from '../../../../activities/traits/traits-of.ts';
import {
  clicks,
  customers,
  messages,
  runs,
  scoringRuns,
  segmentStandings,
  signalLevels,
  signals,
} from '../../../../db/schema/index.ts';
import { readCuts } from '../../../../db/segments/cuts.ts';
import { readSegmentFacts } from '../../../../db/segments/facts.ts';
import { readStore } from '../../../../db/shop/stores.ts';
import { defaultSegments } from '../../../../domain/policy/segments.ts';
import { isExplored } from '../../../../domain/scores/signals/explore.ts';
import { nothingKnown } from '../../../../domain/scores/traits.ts';
import { noon, store } from '../../../api/intake-server.ts';
import { told } from '../../../api/told.ts';
import { day, idOf, line, type SignalStore } from './world.ts';

/** What a run says of each customer, and what changes it. */
export const testSignals = ({ intake, deps, ask, stored, plantVisit }: SignalStore): void => {
  test('before anything was counted the answer says so', async () => {
    expect((await ask('hunter')).signals).toMatchObject({
      stored: null,
      fallback: 'not_counted_yet',
      intent: { score: 0, high: false },
      reach: { email: { address: false, consent: null, suppressed: null }, sms: { address: false } },
      needs: { rfm: 100, prices: 200 },
    });
  });

  test('R236 a run says the signals of everybody of whom something is known, by what is usual in the store', async () => {
    await plantVisit('visitor');
    await scoreStore(deps(), (await readStore(intake.db, store))!);
    const [levels] = await intake.db.select().from(signalLevels);
    expect(levels).toMatchObject({
      version: 1,
      customers: 153,
      share: 1,
      levels: { rfm: { by: 'quantiles', customers: 152 } },
    });
    expect(await intake.db.select().from(signals)).toHaveLength(153);
    expect((await intake.db.select().from(scoringRuns))[0]).toMatchObject({ state: 'done', signalled: 154 });

    const hunter = (await ask('hunter')).signals['stored'] as Record<string, unknown>;
    expect(hunter).toMatchObject({
      rfm: { recency: 5, frequency: 5, monetary: 5, group: 'champions', profile: 'loyal' },
      // Six orders of 70.00 within the year.
      tier: { tier: 'silver', by: 'rules' },
      affinity: { acts: 6, categories: [{ category: 'belts' }, {}, {}] },
      hour: { from: '20:00', to: '22:00', by: 'customer', acts: 6 },
      levels: { version: 1, rfmBy: 'quantiles' },
      asOf: '2026-06-10',
    });
    expect(hunter['prices']).toMatchObject({ lines: 6, orders: 6 });
    const index = async (name: string) => (await stored(name))!.priceIndex!;
    expect(await index('hunter')).toBeGreaterThan(1.1);
    expect(await index('loyal')).toBeLessThan(0.9);
    expect((await stored('hunter'))!.priceSensitive).toBe(true);
    expect((await stored('loyal'))!.priceSensitive).toBe(false);

    expect((await ask('loyal')).signals['stored']).toMatchObject({
      tier: { tier: 'Or', by: 'shop', until: null },
      affinity: { categories: [{ category: 'shoes' }, {}, {}] },
    });
    expect((await stored('other-3'))!.details.next).toMatchObject({ by: expect.any(String) });
    // Segments go by them.
    const facts = await readSegmentFacts(intake.db, {
      store,
      ids: [idOf('customer/hunter'), idOf('customer/loyal')],
      now: noon,
      today: Date.parse('2026-06-10T00:00:00Z'),
    });
    expect(facts.get(idOf('customer/hunter'))!.facts.signals).toMatchObject({
      rfm: 'champions',
      discounts: { index: await index('hunter'), lines: 6 },
    });
    const { discounts } = await readCuts(intake.db, { store, yearFrom: '2025-06-10', policy: defaultSegments });
    expect(await index('hunter')).toBeGreaterThanOrEqual(discounts!.enter);
    expect(await index('loyal')).toBeLessThan(discounts!.stay);
    // Who never bought has no RFM; who only looked has an affinity all the same.
    expect((await ask('visitor')).signals).toMatchObject({
      stored: { rfm: null, tier: null, affinity: { acts: 3 } },
      intent: { high: true },
    });
    expect((await ask('nobody')).signals).toMatchObject({ stored: null, fallback: 'nothing_known' });
  });

  test('R238 an order changes them at once, by the same levels; intent starts anew', async () => {
    const before = (await stored('visitor'))!;
    expect(before.rfmGroup).toBeNull();
    const { status } = await intake.post(
      told(
        'order.placed',
        { id: 'visitor' },
        {
          orderId: 'visitor-1',
          lines: [line('bags')],
          total: { amount: 10_000, currency: 'EUR' },
        },
      ),
    );
    expect(status).toBe(202);
    await scoreStale(deps());
    const { signals: after } = await ask('visitor');
    expect(after).toMatchObject({
      intent: { score: 0, high: false },
      stored: { rfm: { recency: 5, group: 'new' }, tier: { tier: 'bronze' }, levels: { version: 1 } },
    });
  });

  test('R164 R236 clicks, visits and orders after a message are engagement; an open is nothing', async () => {
    const got = async (name: string, at: number, clicked: boolean) => {
      const customerId = idOf(`customer/${name}`);
      const run = idOf(`run/${name}/${at}`);
      const instant = new Date(at);
      await intake.db.insert(runs).values({
        id: run,
        storeId: store,
        journey: 'cartAbandonment',
        customerId,
        subject: run,
        episode: 1,
        workflowId: run,
        event: {},
        startedAt: instant,
        touchedAt: instant,
        dueAt: instant,
        state: 'closed',
      });
      await intake.db
        .execute(sql`insert into ${messages} (id, store_id, run_id, journey, customer_id, step, channel, template,
          purpose, state, due_at, expires_at, decided_at, verdicts, key, claimed_at, accepted_at, provider_id, provider, body_hash)
        values (${run}, ${store}, ${run}, 'cartAbandonment', ${customerId}, 'cart/reminder#1', 'email', 'cart/reminder',
          'marketing', 'accepted', ${instant.toISOString()}, ${instant.toISOString()}, ${instant.toISOString()}, '[]', ${run},
          ${instant.toISOString()}, ${instant.toISOString()}, ${run}, 'test', 'hash')`);
      if (clicked)
        await intake.db.insert(clicks).values({
          messageId: run,
          place: 0,
          firstAt: new Date(at + 60_000),
          lastAt: new Date(at + 60_000),
          times: 1,
        });
    };
    for (let i = 1; i <= 4; i += 1) {
      await got('loyal', noon - 5 * day + i * 3_600_000, true);
      await got('hunter', noon - 5 * day + i * 3_600_000, false);
    }
    intake.clock.advance(day);
    await scoreStore(deps(), (await readStore(intake.db, store))!);
    const rate = async (name: string) => (await stored(name))!.details.channels.email!;
    expect(await rate('loyal')).toMatchObject({ messages: 4, reactions: 4 });
    expect(await rate('hunter')).toMatchObject({ messages: 4, reactions: 0 });
    expect((await rate('loyal')).rate).toBeGreaterThan((await rate('hunter')).rate);
    expect((await stored('loyal'))!.levelsVersion).toBe(2);
  });

  test('R236 a journey is told in words what is stored of its customer', async () => {
    const hunter = idOf('customer/hunter');
    const [run] = await intake.db.select().from(runs).where(eq(runs.customerId, hunter)).limit(1);
    const traits = async () => traitsOf(deps(), { run: run!.id });
    expect(await traits()).toMatchObject({
      group: 'champions',
      profile: 'loyal',
      tier: 'silver',
      segments: [],
      watches: [],
    });
    const priceSensitive = !isExplored('price', hunter, Math.floor(intake.clock.now() / day)) || null;
    expect((await traits()).priceSensitive).toBe(priceSensitive);
    await intake.db
      .insert(segmentStandings)
      .values({ customerId: hunter, storeId: store, segments: ['recurring', 'price-sensitive'], value: 'standard' });
    expect((await traits()).segments).toEqual(priceSensitive ? ['recurring', 'price-sensitive'] : ['recurring']);
    expect(await traitsOf(deps(), { run: idOf('no run') })).toEqual(nothingKnown);
  });

  test('whoever is locked at the moment is left for later, and who was erased or merged gets none', async () => {
    const gone = idOf('customer/other-1');
    await intake.db
      .update(customers)
      .set({ erasedAt: new Date(noon) })
      .where(eq(customers.id, gone));
    await intake.db.delete(signals).where(eq(signals.customerId, gone));
    intake.clock.advance(day);
    await intake.db.transaction(async (holder) => {
      await holder.execute(sql`select 1 from ${customers} where id = ${idOf('customer/hunter')} for update`);
      await scoreStore(deps(), (await readStore(intake.db, store))!);
    });
    expect((await stored('hunter'))!.levelsVersion).toBe(2);
    expect((await stored('loyal'))!.levelsVersion).toBe(3);
    expect(await stored('other-1')).toBeUndefined();
  });
};
