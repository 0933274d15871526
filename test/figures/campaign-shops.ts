import { randomUUID } from 'node:crypto';
import { and, eq, inArray } from 'drizzle-orm';
import { expect } from 'vitest';
import { makeApiKey } from '../../api/access/key-text.ts';
import type { CampaignFigures } from '../../api/figures/campaign-figures.ts';
import { sampleCampaign } from '../../cli/simulator/sample-campaign.ts';
import { campaigns, clicks, customerAliases, inbox, messages, runs } from '../../db/schema/index.ts';
import type { CampaignId, CustomerId, RunId, StoreId } from '../../domain/ids.ts';
import { addKey, addStore, noon, useIntake } from '../api/intake-server.ts';
import type { Message, Order } from './drawn.ts';
import type { LoggedMessage, LoggedOrder } from './recount-figures.ts';

export const hour = 3_600_000;
export const day = 24 * hour;
/** Early access of that campaign, and its end. */
export const opened = Date.parse('2026-06-04T06:00:00Z');
export const ended = Date.parse('2026-06-12T18:00:00Z');

export interface CampaignShop {
  readonly id: StoreId;
  readonly ingest: ReturnType<typeof makeApiKey>;
  readonly read: ReturnType<typeof makeApiKey>;
  readonly campaign: CampaignId;
}

/** Shops with a campaign, what they tell and what was written to their customers, for the tests of a file. */
export const useCampaignShops = () => {
  const intake = useIntake([]);
  let shops = 0;

  /** A shop of its own for each story, with a campaign that opened four days ago and ends in two. */
  const openShop = async (): Promise<CampaignShop> => {
    const id = `shop-${(shops += 1)}` as StoreId;
    const [ingest, read] = [makeApiKey(), makeApiKey()];
    await addStore(intake.db, id, ingest);
    await addKey(intake.db, id, read, { scopes: ['read', 'operate'] });
    const campaign = randomUUID() as CampaignId;
    await intake.db.insert(campaigns).values({
      id: campaign,
      storeId: id,
      name: 'summer',
      // Early access two days before, at the same hour: from the fourth to the twelfth of June.
      plan: {
        ...sampleCampaign,
        opens: '2026-06-06T08:00',
        second: undefined,
        third: undefined,
        ends: '2026-06-12T20:00',
        hours: [],
      },
      state: 'planned',
      version: 1,
      savedBy: 'command:test',
      why: 'the season',
      savedAt: new Date(noon - 60 * day),
      createdAt: new Date(noon - 60 * day),
    });
    return { id, ingest, read, campaign };
  };
  const figuresOf = async ({ read }: CampaignShop, path = '/v1/campaigns/summer/figures'): Promise<CampaignFigures> => {
    const response = await intake.request(path, { headers: { authorization: `Bearer ${read}` } });
    expect(response.status).toBe(200);
    return (await response.json()) as CampaignFigures;
  };

  const post = async ({ ingest }: CampaignShop, type: string, name: string, data: object, at: number) => {
    const event = { id: randomUUID(), type, occurredAt: new Date(at).toISOString(), customer: { id: name }, data };
    expect((await intake.post(event, ingest)).status).toBe(202);
  };

  /** What the shop told of an order, as it happened. */
  const tellOrder = async (
    shop: CampaignShop,
    { who: n, hour: at, amount, currency, fate }: Order,
    orderId: string,
  ) => {
    const total = { amount, currency };
    const placedAt = opened + at * hour;
    await post(shop, 'order.placed', `c${n}`, { orderId, lines: [], total }, placedAt);
    if (fate === 'kept') return;
    const back = { amount: Math.floor(amount / 3), currency };
    await post(
      shop,
      `order.${fate}`,
      `c${n}`,
      fate === 'refunded' ? { orderId, amount: back } : { orderId },
      placedAt + hour,
    );
  };

  /** The ledger's row of a message, with its run and clicks. */
  const write = async (shop: CampaignShop, customer: CustomerId, one: Message, index: number): Promise<void> => {
    const at = new Date(opened + one.hour * hour);
    const [run, id] = [randomUUID() as RunId, randomUUID()];
    const own = { storeId: shop.id, customerId: customer, journey: one.journey };
    const isCampaign = one.journey === 'seasonalCountdown';
    await intake.db.insert(runs).values({
      ...own,
      id: run,
      subject: isCampaign ? shop.campaign : `subject-${index}`,
      episode: index,
      event: {},
      startedAt: new Date(at.getTime() - (index % 5) * hour),
      touchedAt: at,
      dueAt: at,
      state: 'closed',
    });
    await intake.db.insert(messages).values({
      ...own,
      id,
      runId: run,
      step: 'cart/reminder#1',
      channel: one.channel,
      template: 'cart/reminder',
      purpose: one.purpose,
      state: one.state,
      dueAt: at,
      expiresAt: at,
      decidedAt: at,
      verdicts: [],
      key: id,
      claimedAt: at,
      provider: 'fake',
      ...(one.state === 'withheld' && { reason: 'no_consent' as const }),
      ...(one.state === 'failed' && { reason: 'refused' as const }),
      ...(!['withheld', 'failed', 'unknown'].includes(one.state) && { providerId: id, acceptedAt: at }),
      ...(one.channel === 'sms' && { segments: 1, cost: 7 }),
    });
    if (one.clicked === 'no') return;
    const click = one.clicked === 'person' ? { firstAt: at, lastAt: at, times: 1 } : { scans: 2, scannedAt: at };
    await intake.db.insert(clicks).values({ messageId: id, place: 0, ...click });
  };

  const customersOf = async (shop: CampaignShop): Promise<ReadonlyMap<string, CustomerId>> => {
    const rows = await intake.db
      .select({ name: customerAliases.value, id: customerAliases.customerId })
      .from(customerAliases)
      .where(and(eq(customerAliases.storeId, shop.id), eq(customerAliases.kind, 'id')));
    return new Map(rows.map(({ name, id }) => [name, id]));
  };

  /** The raw log of a shop: what it told, event by event, and what the ledger has. */
  const readLog = async (shop: CampaignShop) => {
    const people = await customersOf(shop);
    const told = await intake.db.select({ body: inbox.body }).from(inbox).where(eq(inbox.storeId, shop.id));
    type Body = {
      type: string;
      occurredAt: string;
      customer: { id: string };
      data: { orderId: string; total?: { amount: number; currency: string }; amount?: { amount: number } };
    };
    const bodies = told.map(({ body }) => body as Body);
    const orders = bodies.flatMap(({ type, occurredAt, customer, data: { orderId, total } }): LoggedOrder[] => {
      if (type !== 'order.placed') return [];
      const later = bodies.filter((one) => one.data.orderId === orderId);
      return [
        {
          customer: people.get(customer.id)!,
          at: Date.parse(occurredAt),
          stands: !later.some((one) => one.type === 'order.cancelled' || one.type === 'order.returned'),
          worth: total!.amount - later.reduce((sum, one) => sum + (one.data.amount?.amount ?? 0), 0),
          currency: total!.currency,
        },
      ];
    });
    const rows = await intake.db
      .select({ message: messages, run: runs })
      .from(messages)
      .innerJoin(runs, eq(runs.id, messages.runId))
      .where(eq(messages.storeId, shop.id));
    const followed = await intake.db
      .select()
      .from(clicks)
      .where(
        inArray(
          clicks.messageId,
          rows.map(({ message: { id } }) => id),
        ),
      );
    const ledger = rows.map(({ message: row, run }): LoggedMessage => ({
      id: row.id,
      customer: row.customerId,
      journey: row.journey,
      channel: row.channel,
      state: row.state,
      purpose: row.purpose,
      at: row.decidedAt.getTime(),
      began: run.startedAt.getTime(),
      cost: row.cost ?? 0,
      clicked: followed.some(({ messageId, firstAt }) => messageId === row.id && firstAt !== null),
    }));
    const entered = new Set(rows.filter(({ run }) => run.subject === shop.campaign).map(({ run }) => run.customerId));
    return { orders, ledger, entered };
  };
  return { intake, openShop, figuresOf, post, tellOrder, write, customersOf, readLog };
};
