import type { StoreEventType } from '../../domain/events.ts';
import type { Money } from '../../domain/money.ts';
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
      unitPrice: euros(productBySku(productId)!.price),
    }));
  const cart = () => ({ cartId: session, url: cartPage(shopUrl, session), lines: lines() });
  const checkout = (row: string, step: string): Told =>
    quantities.size > 0 ? ['checkout.started', { ...cart(), step }] : page(row);

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
    shipping_details: () => checkout('shipping_details', 'delivery'),
    payment_details: () => checkout('payment_details', 'payment'),
    purchase: () => {
      const { sku, price } = inMind();
      const bought = quantities.size > 0 ? lines() : [{ productId: sku, quantity: 1, unitPrice: euros(price) }];
      const total = bought.reduce((sum, line) => sum + line.quantity * line.unitPrice.amount, 0);
      return ['order.placed', { orderId: `order_${session}`, cartId: session, lines: bought, total: euros(total) }];
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

const euros = (amount: number): Money => ({ amount, currency: 'EUR' });

const page = (name: string): Told => ['page.viewed', { page: name }];

type Told = readonly [StoreEventType, Readonly<Record<string, unknown>>];

/** The id of the event made of a row of the file: its line, in five digits. */
export const eventId = (click: Pick<Click, 'line'>): string => `click_${String(click.line).padStart(5, '0')}`;
