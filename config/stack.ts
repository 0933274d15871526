import { type Environment, readEnvironment } from './read.ts';
import { apiVariables, stackVariables, workerVariables } from './variables.ts';

export type StackConfig = ReturnType<typeof readStackConfig>;

/**
 * What `npm start` reads; ports are wishes, since a taken one is replaced by a free one. The variables of api
 * and worker are checked too, before anything is started.
 *
 * @throws ConfigurationError
 */
export const readStackConfig = (environment: Environment) => {
  const read = readEnvironment({ ...apiVariables, ...workerVariables, ...stackVariables }, environment);
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
