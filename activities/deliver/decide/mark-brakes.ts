import { noteBrakes } from '../../../db/deliverability/brakes.ts';
import { noteAverageDay } from '../../../db/deliverability/volumes.ts';
import type { Queries } from '../../../db/client.ts';
import type { GateFacts } from '../../../db/facts/read-facts.ts';
import { readBrake } from '../../../domain/deliverability/brake-levels.ts';
import type { DeliverInput } from '../../../domain/delivery.ts';
import type { GateDeps } from '../deps.ts';

/** Writes down which brakes a decision finds to have begun or ended, and tells the operator of new ones once. */
export const markBrakes = async (
  transaction: Queries,
  { logger }: Pick<GateDeps, 'logger'>,
  { journey, channel }: Pick<DeliverInput, 'journey' | 'channel'>,
  { run, policy, deliverability }: Pick<GateFacts, 'run' | 'policy' | 'deliverability'>,
  at: Date,
): Promise<void> => {
  if (!deliverability) return;
  const { countedDay } = deliverability;
  if (countedDay !== undefined) await noteAverageDay(transaction, { store: run.storeId, channel, at }, countedDay);
  const readings = readBrake(deliverability.received, policy.policy.deliverability.brake, channel);
  const scope = { store: run.storeId, channel, journey, at };
  for (const began of await noteBrakes(transaction, scope, readings, deliverability.standing)) {
    const { metric, level, events, accepted } = began;
    const about = { store: run.storeId, channel, journey: began.journey };
    logger.warn({ ...about, metric, level, events, accepted, alert: true }, 'a rate is too high: the brake is on');
  }
};
