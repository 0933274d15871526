import { sql } from 'drizzle-orm';
import type { Queries } from '../client.ts';
import { handovers } from '../schema/index.ts';

type Row = typeof handovers.$inferInsert;

/** Notes when the carrier comes; an older telling changes nothing. @returns false then. */
export const setAppointment = async (
  queries: Queries,
  row: Pick<Row, 'orderId' | 'storeId'> & {
    readonly appointmentFrom: Date;
    readonly appointmentTo: Date;
    readonly appointmentUrl: string | null;
    readonly appointmentToldAt: Date;
  },
): Promise<boolean> => {
  const { appointmentFrom, appointmentTo, appointmentUrl, appointmentToldAt } = row;
  const rows = await queries
    .insert(handovers)
    .values(row)
    .onConflictDoUpdate({
      target: handovers.orderId,
      set: { appointmentFrom, appointmentTo, appointmentUrl, appointmentToldAt },
      setWhere: sql`excluded.appointment_told_at > coalesce(${handovers.appointmentToldAt}, '-infinity')`,
    })
    .returning({ id: handovers.orderId });
  return rows.length > 0;
};

/** Notes where an order lies ready; an older telling changes nothing. @returns false then. */
export const setReady = async (
  queries: Queries,
  row: Pick<Row, 'orderId' | 'storeId'> & {
    readonly pickupPlace: string | null;
    readonly pickupUntil: Date | null;
    readonly readyAt: Date;
  },
): Promise<boolean> => {
  const { pickupPlace, pickupUntil, readyAt } = row;
  const rows = await queries
    .insert(handovers)
    .values(row)
    .onConflictDoUpdate({
      target: handovers.orderId,
      set: { pickupPlace, pickupUntil, readyAt },
      setWhere: sql`excluded.ready_at > coalesce(${handovers.readyAt}, '-infinity')`,
    })
    .returning({ id: handovers.orderId });
  return rows.length > 0;
};
