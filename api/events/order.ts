import { z } from 'zod';
import { cartId, orderId, parcelId } from '../../db/ids.ts';
import type { StoreId } from '../../domain/ids.ts';
import { orderPlaces } from '../../domain/order-place.ts';
import { defineEvent } from './definition.ts';
import { externalId, instant, money, orderLines, text, webUrl } from './fields.ts';

const ids = (store: StoreId, data: { readonly orderId: string }) => ({ orderId: orderId(store, data.orderId) });

const told = z.enum(['given', 'objected']).optional();

/** CPCE, article L34-5: without it an order allows no marketing. */
const marketingNotice = z.strictObject({
  email: told,
  sms: told,
  version: text(60).optional().meta({ description: 'of the words that the buyer was shown' }),
});

export const orderEvents = {
  'order.placed': defineEvent({
    type: 'order.placed',
    about: 'A customer bought. Every follow-up of a cart stops.',
    data: z
      .strictObject({
        orderId: externalId,
        cartId: externalId.optional().meta({ description: 'the cart that became this order' }),
        lines: orderLines,
        total: money.meta({ description: 'what was paid, in minor units' }),
        place: z.enum(orderPlaces).optional().meta({
          description: 'where it was bought: `web` if not given; `store` for the ticket of a shop with a door',
        }),
        codes: z
          .array(text(100))
          .max(20)
          .optional()
          .meta({ description: 'codes of offers that it used; those that are not of this system are ignored' }),
        marketingNotice: marketingNotice.optional().meta({
          description:
            "that the order's e-mail or phone, as in `customer`, was collected telling its owner of messages about similar products: `given` when they did not object, `objected` when they did, which withdraws consent",
        }),
      })
      .refine((data) => data.lines.every((one) => one.unitPrice.currency === data.total.currency), {
        path: ['total', 'currency'],
        message: 'must be the currency of the lines',
      }),
    example: {
      orderId: 'order-1',
      cartId: 'cart-1',
      lines: [{ productId: 'sku-1', quantity: 2, unitPrice: { amount: 3990, currency: 'EUR' } }],
      total: { amount: 7980, currency: 'EUR' },
      marketingNotice: { email: 'given', version: '2' },
    },
    ids: (store, data) => ({
      orderId: orderId(store, data.orderId),
      ...(data.cartId === undefined ? {} : { cartId: cartId(store, data.cartId) }),
    }),
  }),
  'order.cancelled': defineEvent({
    type: 'order.cancelled',
    about: 'An order was cancelled, by the customer or the store.',
    data: z.strictObject({ orderId: externalId, why: text(300).optional() }),
    example: { orderId: 'order-1' },
    ids,
  }),
  'order.shipped': defineEvent({
    type: 'order.shipped',
    about: 'A parcel of an order left; one event a parcel.',
    data: z.strictObject({
      orderId: externalId,
      parcelId: externalId,
      carrier: text(100).optional(),
      trackingUrl: webUrl.optional(),
    }),
    example: { orderId: 'order-1', parcelId: 'parcel-1', carrier: 'Colissimo' },
    ids: (store, data) => ({
      orderId: orderId(store, data.orderId),
      parcelId: parcelId(store, data.parcelId),
    }),
  }),
  'order.delayed': defineEvent({
    type: 'order.delayed',
    about: 'An order will come later than was promised. Nobody is asked how they like it before it is delivered.',
    data: z.strictObject({ orderId: externalId, why: text(300).optional() }),
    example: { orderId: 'order-1' },
    ids,
  }),
  'order.appointment_set': defineEvent({
    type: 'order.appointment_set',
    about: 'The carrier comes at an appointed time; told again when it changes.',
    data: z
      .strictObject({
        orderId: externalId,
        from: instant,
        to: instant,
        url: webUrl.optional().meta({ description: 'where the customer changes the appointment' }),
      })
      .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { path: ['to'], message: 'must be after `from`' }),
    example: { orderId: 'order-1', from: '2026-11-25T08:00:00Z', to: '2026-11-25T10:00:00Z' },
    ids,
  }),
  'order.ready_for_pickup': defineEvent({
    type: 'order.ready_for_pickup',
    about: 'An order lies ready where its customer fetches it. Once they have it, `order.delivered`.',
    data: z.strictObject({
      orderId: externalId,
      place: text(100).optional().meta({ description: 'where, as its customer knows it' }),
      until: instant.optional().meta({ description: 'until when it is kept' }),
    }),
    example: { orderId: 'order-1', place: 'Shop in Lyon', until: '2026-11-29T18:00:00Z' },
    ids,
  }),
  'order.delivered': defineEvent({
    type: 'order.delivered',
    about: 'An order arrived.',
    data: z.strictObject({ orderId: externalId }),
    example: { orderId: 'order-1' },
    ids,
  }),
  'order.returned': defineEvent({
    type: 'order.returned',
    about: 'An order came back.',
    data: z.strictObject({ orderId: externalId, why: text(300).optional() }),
    example: { orderId: 'order-1' },
    ids,
  }),
  'order.refunded': defineEvent({
    type: 'order.refunded',
    about:
      'A part of what was paid for an order was given back; one event a refund. An order that came back whole is `order.returned`.',
    data: z.strictObject({
      orderId: externalId,
      amount: money.meta({ description: 'what was given back by this refund, in the currency of the order' }),
    }),
    example: { orderId: 'order-1', amount: { amount: 1000, currency: 'EUR' } },
    ids,
  }),
};
