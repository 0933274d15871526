import { orderId } from '../../../db/ids.ts';
import { setAppointment, setReady } from '../../../db/shop/handovers.ts';
import { lockOrder } from '../../../db/shop/orders.ts';
import { applied, type Change, type ChangeContext, type EventOf, outdated } from './change.ts';

const unknown: Change = { changed: false, reason: 'unknown_subject' };

/** When the carrier comes. */
export const appointmentSet = async (
  { queries, store, at }: ChangeContext,
  { data }: EventOf<'order.appointment_set'>,
): Promise<Change> => {
  const id = orderId(store.id, data.orderId);
  if (!(await lockOrder(queries, id))) return unknown;
  const isNews = await setAppointment(queries, {
    orderId: id,
    storeId: store.id,
    appointmentFrom: new Date(data.from),
    appointmentTo: new Date(data.to),
    appointmentUrl: data.url ?? null,
    appointmentToldAt: at,
  });
  return isNews ? applied : outdated;
};

/** Where it lies ready. */
export const readyForPickup = async (
  { queries, store, at }: ChangeContext,
  { data }: EventOf<'order.ready_for_pickup'>,
): Promise<Change> => {
  const id = orderId(store.id, data.orderId);
  if (!(await lockOrder(queries, id))) return unknown;
  const isNews = await setReady(queries, {
    orderId: id,
    storeId: store.id,
    pickupPlace: data.place ?? null,
    pickupUntil: data.until === undefined ? null : new Date(data.until),
    readyAt: at,
  });
  return isNews ? applied : outdated;
};
