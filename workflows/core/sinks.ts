import { proxySinks, type Sinks } from '@temporalio/workflow';
import type { RunClosed } from '../../domain/run.ts';

/** What journeys tell the worker beside Temporal; free of charge, once per run, lost when a worker dies. */
export interface JourneySinks extends Sinks {
  relance: {
    /** The run ended by itself: completed, exited, cancelled or failed. A terminated run says nothing. */
    closed(closed: RunClosed): void;
  };
}

export const { relance } = proxySinks<JourneySinks>();
