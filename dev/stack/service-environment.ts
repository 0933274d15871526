import type { DemoClock } from '../../domain/time/clock.ts';
import type { ServicePorts } from './ports.ts';
import type { StackTemporal } from './temporal.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables of api and worker on this machine, over those of the person who starts them. */
export const serviceEnvironment = (
  own: Environment,
  parts: {
    readonly database: string;
    readonly temporal: Pick<StackTemporal, 'environment' | 'uiUrl'>;
    readonly ports: ServicePorts;
    readonly clock: DemoClock | undefined;
  },
): Environment => ({
  ...own,
  ...parts.temporal.environment,
  DATABASE_URL: parts.database,
  TEMPORAL_UI_URL: parts.temporal.uiUrl ?? '',
  RELANCE_CLOCK: parts.clock ? JSON.stringify(parts.clock) : '',
  // The demo never writes to real people, whatever keys are set; only another server may stand for Resend.
  RESEND_API_KEY: parts.clock && !own['RESEND_BASE_URL'] ? '' : own['RESEND_API_KEY'],
  API_HOST: own['API_HOST'] || '127.0.0.1',
  API_PORT: String(parts.ports.api),
  CONSOLE_PORT: String(parts.ports.console),
  PUBLIC_URL: own['PUBLIC_URL'] || `http://127.0.0.1:${parts.ports.api}`,
  WORKER_HEALTH_PORT: String(parts.ports.workerHealth),
});
