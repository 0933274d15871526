import { type Environment, readEnvironment } from './read.ts';
import { stackVariables } from './variables.ts';

export type StackConfig = ReturnType<typeof readStackConfig>;

/**
 * What `npm start` reads; ports are wishes, since a taken one is replaced by a free one.
 *
 * @throws ConfigurationError
 */
export const readStackConfig = (environment: Environment) => {
  const read = readEnvironment(stackVariables, environment);
  return {
    databaseUrl: read.DATABASE_URL,
    temporalUiUrl: read.TEMPORAL_UI_URL,
    ports: {
      api: read.API_PORT,
      console: read.CONSOLE_PORT,
      workerHealth: read.WORKER_HEALTH_PORT,
      database: read.DATABASE_PORT,
      temporal: read.TEMPORAL_PORT,
      temporalUi: read.TEMPORAL_UI_PORT,
      shop: read.SHOP_PORT,
    },
  };
};
