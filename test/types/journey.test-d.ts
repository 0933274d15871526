// Each mistake an author can make in a journey's types, at the place where it is made. Checked by
// `npm run check:types`: a line below `@ts-expect-error` that compiles is an error.
import { event } from '../../workflows/core/event.ts';
import { cartEmptied, cartUpdated, checkoutStarted, orderPlaced, segmentEntered } from '../../workflows/core/events.ts';
import { journey } from '../../workflows/core/journey.ts';
import type { CartId, OrderId } from '../../domain/ids.ts';
import type { JourneySpec } from '../../domain/journey.ts';

const customerCreated = event('customer.created');
const orderDelivered = event('order.delivered');

const spec = {
  name: 'typed',
  trigger: cartUpdated,
  subject: 'cartId',
  reentry: '7 days',
  exitOn: [orderPlaced],
  listens: [orderDelivered],
  purpose: 'marketing',
  rank: 'cart',
  expires: '1 day',
} as const;

// What is right compiles.
export const sound = journey(
  {
    ...spec,
    exitOn: [orderPlaced, cartEmptied.by('cartId'), segmentEntered.of('segment', 'vip')],
    idle: { normal: '1 hour', event: '5m', dday: '1m' },
  },
  async (j) => {
    const cart: CartId = j.event.cartId;
    await j.send('email', 'cart/reminder');
    await j.send('email', 'cart/reminder', { cartId: cart, expires: '2 hours' });
    await j.send('email', 'cart/reminder', { fallback: 'cart/sold-out' });
    await j.send('email', 'cart/offer', { offer: j.split('test', { none: 1, cartTen: 1 }) });
    await j.wait({ normal: '1 day', event: '1 hour', dday: '10 minutes' });
    const delivery = await j.waitFor(orderDelivered, '3 days');
    const order: OrderId | undefined = delivery?.orderId;
    return order;
  },
);
export const asData: JourneySpec = sound.spec;

// R183 A journey without a rank fails, and so does one with a rank that no marketer can place.
const { rank: _rank, ...unranked } = spec;
// @ts-expect-error rank is missing
journey(unranked, async () => {});
// @ts-expect-error no such rank
journey({ ...spec, rank: 'urgent' }, async () => {});

journey(spec, async (j) => {
  // @ts-expect-error there is no such template
  await j.send('email', 'cart/remainder');
  // @ts-expect-error there is no such channel
  await j.send('pigeon', 'cart/reminder');
  // @ts-expect-error the offer is missing
  await j.send('email', 'cart/offer');
  // @ts-expect-error the offer is missing beside an option
  await j.send('email', 'cart/offer', { expires: '1 hour' });
  // @ts-expect-error there is no such offer
  await j.send('email', 'cart/offer', { offer: 'cartTwenty' });
  // @ts-expect-error one arm is no offer
  await j.send('email', 'cart/offer', { offer: j.split('test', { none: 1, ten: 1 }) });
  // @ts-expect-error the template has no such prop
  await j.send('email', 'cart/reminder', { orderId: 'o1' });
  // @ts-expect-error R199 it has no words for a text message
  await j.send('sms', 'cart/reassurance');
  // @ts-expect-error R199 nor has it among several channels
  await j.send(['email', 'sms'], 'cart/reassurance');
  // @ts-expect-error: nor for a WhatsApp message
  await j.send(['whatsapp', 'email'], 'cart/reassurance');
  await j.send(['whatsapp', 'sms', 'email'], 'cart/reminder');
  // @ts-expect-error no channel at all
  await j.send([], 'cart/reminder');
  // @ts-expect-error the offer is missing on several channels
  await j.send(['sms', 'email'], 'cart/offer');
  // @ts-expect-error not a duration
  await j.wait('soon');
  // @ts-expect-error a mode is missing
  await j.wait({ normal: '1 day', event: '1 hour' });
  // @ts-expect-error the event is not declared in listens
  await j.waitFor(orderPlaced, '1 day');
  // @ts-expect-error the trigger has no such id
  return j.event.orderId;
});

// Without listens nothing can be waited for.
const { listens: _listens, ...deaf } = spec;
journey(deaf, async (j) => {
  // @ts-expect-error the event is not declared in listens
  await j.waitFor(orderDelivered, '1 day');
});

// Only ids that every trigger has are known.
journey({ ...spec, trigger: [cartUpdated, checkoutStarted] }, async (j) => j.send('email', 'cart/reminder'));
const { subject: _subject, ...whole } = spec;
journey({ ...whole, trigger: [cartUpdated, orderPlaced] }, async (j) => {
  // @ts-expect-error an order may have no cart: the cart is missing
  await j.send('email', 'cart/reminder');
});
journey({ ...whole, trigger: customerCreated }, async (j) => {
  // @ts-expect-error a customer is no cart: the cart is missing
  await j.send('email', 'cart/reminder');
});

// @ts-expect-error purpose is missing
journey({ ...spec, purpose: undefined }, async () => {});
const { purpose: _purpose, ...aimless } = spec;
// @ts-expect-error purpose is missing
journey(aimless, async () => {});
// @ts-expect-error the trigger has no such id
journey({ ...spec, subject: 'orderId' }, async () => {});
// @ts-expect-error the trigger has no order to compare with
journey({ ...spec, exitOn: [orderDelivered.by('orderId')], listens: [] }, async () => {});
// @ts-expect-error the event has no such id
cartEmptied.by('orderId');
// @ts-expect-error there is no such segment
segmentEntered.of('segment', 'vips');
// @ts-expect-error there is no such event
event('cart.forgotten');
// @ts-expect-error not a rank
journey({ ...spec, rank: 'first' }, async () => {});
// @ts-expect-error a body is asynchronous
journey(spec, () => {});
