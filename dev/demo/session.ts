import type { EventType } from '../../domain/events.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { type Product, productBySku, productOf } from './catalogue.ts';
import type { Click } from './clickstream.ts';
import { cartPage } from './shop/addresses.ts';
import type { StoreEvent } from './store-event.ts';

/** Tells one session's clicks as the shop's events: the cart is the session, the order its purchase. */
export type SessionTeller = (click: Click) => StoreEvent;

/** The rules are in README.md, in this folder. `shopUrl` is where the demo shop's pages are. */
export const sessionTeller = (session: string, shopUrl: string): SessionTeller => {
  const quantities = new Map<string, number>();
  let views = 0;
  let lookedAt: Product | undefined;

  const inMind = (): Product => lookedAt ?? productOf(`${session}/0`);
  const lines = () =>
    [...quantities].map(([productId, quantity]) => ({
      productId,
      quantity,
      unitPrice: productBySku(productId)!.price,
    }));
  const cart = () => ({ cartId: session, url: cartPage(shopUrl, session), currency: 'EUR', lines: lines() });
  const page = (name: string): Told => ['page.viewed', { page: name }];

  const tell: Readonly<Record<string, (click: Click) => Told>> = {
    product_view: () => {
      lookedAt = productOf(`${session}/${++views}`);
      return ['product.viewed', { productId: lookedAt.sku }];
    },
    wishlist_add: () => ['wishlist.added', { productId: inMind().sku }],
    add_to_cart: () => {
      const { sku } = inMind();
      quantities.set(sku, (quantities.get(sku) ?? 0) + 1);
      return ['cart.updated', cart()];
    },
    cart: () => (quantities.size > 0 ? ['cart.updated', cart()] : page('cart')),
    shipping_details: () => (quantities.size > 0 ? ['checkout.started', cart()] : page('shipping_details')),
    payment_details: () => (quantities.size > 0 ? ['checkout.started', cart()] : page('payment_details')),
    purchase: () => {
      const { sku, price } = inMind();
      const bought = quantities.size > 0 ? lines() : [{ productId: sku, quantity: 1, unitPrice: price }];
      const total = bought.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
      return ['order.placed', { orderId: `order_${session}`, cartId: session, lines: bought, total, currency: 'EUR' }];
    },
    support_chat: (click) => ['ticket.opened', { ticketId: `chat_${click.line}` }],
  };

  return (click) => {
    const [type, data] = (tell[click.event] ?? (({ event }) => page(event)))(click);
    return {
      id: eventId(click),
      type,
      occurredAt: toInstant(click.at),
      customer: { id: click.user },
      data,
    };
  };
};

type Told = readonly [EventType, Readonly<Record<string, unknown>>];

/** The id of the event made of a row of the file: its line, in five digits. */
export const eventId = (click: Pick<Click, 'line'>): string => `click_${String(click.line).padStart(5, '0')}`;
