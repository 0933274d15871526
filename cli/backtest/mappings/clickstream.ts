import { type Product, catalogue, productBySku, productOf } from '../../../dev/demo/catalogue.ts';
import type { EventType } from '../../../domain/events.ts';
import { pick } from '../../../domain/split.ts';
import { defaultOffers } from '../../../domain/policy/offers.ts';
import { type Millis, toInstant } from '../../../domain/time/instant.ts';
import { civilTimes } from '../input/civil-times.ts';
import type { Mapping, Row, ToldEvent } from '../input/mapping.ts';

/*
 * The layout of clickstream_events.csv: one line a click, with user, session, event and time, in order of time.
 *
 * - Customer = user_id. Nobody's address or consent is in the file: everybody has an address, and agreed at their first
 *   click. Half of them signed up for the newsletter then, and the others ticked a box while they opened an account: who
 *   is who follows from the user_id.
 * - Cart = session_id: each add_to_cart puts one piece of the product looked at last into it. A cart page, the delivery
 *   and the payment page are touches of the cart while something is in it.
 * - Order = the session's purchase, of what is in the cart; without a cart, of the product looked at last.
 * - The file names no product: the n-th product view of a session shows one of the demo shop's catalogue, always the same.
 *   Its price is the catalogue's; stocks are not told, so that nothing is ever out of stock. Two of them are used up.
 * - Times carry no zone: they are those of Paris.
 */

const timezone = 'Europe/Paris';

/** What is bought again, and how long it lasts, in days. */
const usualDays: Readonly<Record<string, number>> = { 'cable-tresse': 60, 'card-128': 45 };

const withAccessories = { categories: ['accessory', 'audio'] };

interface Session {
  readonly quantities: Map<string, number>;
  views: number;
  lookedAt?: Product;
  seenAt: Millis;
}

/** A session is forgotten when it was silent for so long. */
const sessionLife = 2 * 86_400_000;
const sweepEvery = 10_000;

type Told = readonly [type: EventType, data: ToldEvent['data']];

export const clickstream: Mapping = {
  columns: ['user_id', 'session_id', 'event', 'timestamp'],
  shop: {
    timezone,
    currency: 'EUR',
    locale: 'fr',
    policy: {
      crossSell: {
        byCategory: { phone: withAccessories, computer: withAccessories, photo: withAccessories },
        priceUpTo: 100,
      },
      offers: {
        ...defaultOffers,
        // What the third message of a cart may offer: ten percent from 150 EUR on, and to who never ordered.
        byId: {
          cartTen: {
            gives: { kind: 'percent', percent: 10 },
            to: [{ basketFrom: 150_00 }, { firstOrder: true }],
            codes: { from: 'generated', prefix: 'CART10-' },
            validity: { for: '7 days', ends: 'day' },
            otherwise: 'without',
            whenEmpty: 'without',
            afterChange: 'keep',
            afterReturn: 'spent',
          },
        },
      },
    },
  },
  at: timeOf(civilTimes(timezone)),
  before: (at) =>
    catalogue.map(({ sku, title, category, price }) => ({
      id: `product_${sku}`,
      type: 'product.upserted',
      occurredAt: at,
      data: {
        productId: sku,
        title: title.fr,
        translations: { fr: { title: title.fr }, en: { title: title.en } },
        url: `https://shop.example/products/${sku}`,
        category,
        price: euros(price),
        ...(usualDays[sku] !== undefined && { usualDays: usualDays[sku] }),
      },
    })),
  open: () => {
    const users = new Set<string>();
    const sessions = new Map<string, Session>();
    let rows = 0;
    return (row, at, line) => {
      const { user_id: user = '', session_id: id = '' } = row;
      const session = sessions.get(id) ?? { quantities: new Map(), views: 0, seenAt: at };
      session.seenAt = at;
      sessions.set(id, session);
      if (++rows % sweepEvery === 0) {
        for (const [name, { seenAt }] of sessions) if (seenAt < at - sessionLife) sessions.delete(name);
      }
      const isNew = !users.has(user);
      users.add(user);
      const [type, data] = tell(row, id, session, line);
      const click = { id: `click_${line}`, type, occurredAt: toInstant(at), customer: { id: user }, data };
      return isNew ? [...profile(user, at), click] : [click];
    };
  },
};

function timeOf(read: (text: string) => Millis): Mapping['at'] {
  return ({ timestamp = '' }: Row) => read(timestamp);
}

const proof = { how: 'assumed by the mapping', wording: 'assumed', version: '1' };

/** What the shop tells of somebody at their first click. */
const profile = (user: string, at: Millis): readonly ToldEvent[] => {
  const occurredAt = toInstant(at);
  // At a domain reserved for examples (RFC 2606): nobody can be written to.
  const customer = { id: user, email: `${user.replaceAll(/[^\w.-]/gu, '-')}@shop.example` };
  return [
    { id: `account_${user}`, type: 'customer.created', occurredAt, customer, data: { locale: 'fr', timezone } },
    pick(user, { form: 50, account: 50 }) === 'form'
      ? {
          id: `consent_${user}`,
          type: 'newsletter.subscribed',
          occurredAt,
          customer,
          data: { source: 'backtest', proof },
        }
      : {
          id: `consent_${user}`,
          type: 'customer.consent_changed',
          occurredAt,
          customer,
          data: { channel: 'email', purpose: 'marketing', state: 'granted', source: 'backtest', proof },
        },
  ];
};

const tell = (row: Row, id: string, session: Session, line: number): Told => {
  const { event = '' } = row;
  switch (event) {
    case 'product_view':
      session.lookedAt = productOf(`${id}/${(session.views += 1)}`);
      return ['product.viewed', { productId: session.lookedAt.sku }];
    case 'wishlist_add':
      return ['wishlist.added', { productId: inMind(id, session).sku }];
    case 'add_to_cart': {
      const { sku } = inMind(id, session);
      session.quantities.set(sku, (session.quantities.get(sku) ?? 0) + 1);
      return ['cart.updated', cart(id, session)];
    }
    case 'cart':
      return session.quantities.size > 0 ? ['cart.updated', cart(id, session)] : page(event);
    case 'shipping_details':
    case 'payment_details':
      return session.quantities.size > 0
        ? ['checkout.started', { ...cart(id, session), step: event === 'payment_details' ? 'payment' : 'delivery' }]
        : page(event);
    case 'purchase':
      return ['order.placed', order(id, session)];
    case 'support_chat':
      return ['ticket.opened', { ticketId: `chat_${line}` }];
    default:
      return page(event);
  }
};

const page = (name: string): Told => ['page.viewed', { page: name }];

const inMind = (id: string, session: Session): Product => session.lookedAt ?? productOf(`${id}/0`);

const euros = (amount: number) => ({ amount, currency: 'EUR' });

const linesOf = ({ quantities }: Session) =>
  [...quantities].map(([productId, quantity]) => ({
    productId,
    quantity,
    unitPrice: euros(productBySku(productId)!.price),
  }));

const cart = (id: string, session: Session) => ({
  cartId: id,
  url: `https://shop.example/cart/${encodeURIComponent(id)}`,
  lines: linesOf(session),
});

const order = (id: string, session: Session) => {
  const { sku, price } = inMind(id, session);
  const bought = linesOf(session);
  const lines = bought.length > 0 ? bought : [{ productId: sku, quantity: 1, unitPrice: euros(price) }];
  const total = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice.amount, 0);
  return { orderId: `order_${id}`, cartId: id, lines, total: euros(total) };
};
