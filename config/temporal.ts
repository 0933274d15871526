import { loadClientConnectConfig } from '@temporalio/envconfig';
import { ConfigurationError, type Environment, readEnvironment } from './read.ts';
import { temporalVariables } from './variables.ts';

/** The namespace of our own, also on a server that others use. */
export const defaultNamespace = 'relance';

/**
 * Where Temporal is, from the standard variables (TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY,
 * TEMPORAL_TLS…) or a Temporal configuration file, and the keys that encrypt what it stores; an empty variable
 * counts as not set.
 *
 * @throws ConfigurationError when the file or one of the variables is wrong.
 */
export const readTemporalConfig = (environment: Environment) => {
  const codecKeys = readEnvironment(temporalVariables, environment).TEMPORAL_CODEC_KEYS;
  const given = Object.entries(environment).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const overrideEnvVars = Object.fromEntries(given);
  try {
    const { connectionOptions, namespace } = loadClientConnectConfig({ overrideEnvVars });
    return {
      connectionOptions,
      namespace: namespace || defaultNamespace,
      codecKeys: codecKeys ?? { writing: undefined, reading: [] },
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(
      `Wrong environment: Temporal's variables or its configuration file do not fit: ${reason}\n` +
        'See .env.example for every variable.',
    );
  }
};
