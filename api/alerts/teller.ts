import type { Logger } from 'pino';
import { type Loop, startLoop } from '../../background/loop.ts';
import { type TellDeps, tellBatch } from './tell-batch.ts';

interface TellerDeps extends TellDeps {
  readonly logger: Pick<Logger, 'warn'>;
  /** Told after each batch that left something for Temporal. */
  readonly wake: () => void;
}

/** How long nobody looks while no alert is due, in milliseconds of real time. */
const pauseMillis = 1_000;
/** Between two batches, so that other transactions of the same customers come first. */
const breathMillis = 20;

/** Tells the customers of alerts, batch by batch, beside the intake; several processes share the alerts that are open. */
export const startTeller = (deps: TellerDeps): Loop =>
  startLoop({
    turn: async () => {
      const told = await tellBatch(deps);
      if (told && told.told > 0) deps.wake();
      return told ? breathMillis : pauseMillis;
    },
    logger: deps.logger,
    failed: 'customers could not be told of an alert; it is tried again',
    again: () => pauseMillis,
  });
