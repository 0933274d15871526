import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { errorCode } from '../../db/error-code.ts';
import { type TellDeps, tellBatch } from './tell-batch.ts';

export interface Teller {
  /** Resolves when the batch in work is over. */
  stop(): Promise<void>;
}

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
export const startTeller = (deps: TellerDeps): Teller => {
  const stopping = new AbortController();
  const done = keepTelling(deps, stopping.signal);
  return {
    stop: () => {
      stopping.abort();
      return done;
    },
  };
};

const keepTelling = async (deps: TellerDeps, stopping: AbortSignal): Promise<void> => {
  while (!stopping.aborted) {
    const told = await tellBatch(deps).catch((error: unknown) => {
      deps.logger.warn({ code: errorCode(error) }, 'customers could not be told of an alert; it is tried again');
      return undefined;
    });
    if (told && told.told > 0) deps.wake();
    await wait(told ? breathMillis : pauseMillis, undefined, { signal: stopping }).catch(() => {});
  }
};
