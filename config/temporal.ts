import { loadClientConnectConfig } from '@temporalio/envconfig';

/** The namespace of our own, also on a server that others use. */
export const defaultNamespace = 'relance';

/**
 * Where Temporal is, from the standard variables (TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY,
 * TEMPORAL_TLS…) or a Temporal configuration file.
 */
export const readTemporalConfig = (environment: Record<string, string | undefined>) => {
  const { connectionOptions, namespace } = loadClientConnectConfig({
    overrideEnvVars: Object.fromEntries(
      Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  });
  return { connectionOptions, namespace: environment['TEMPORAL_NAMESPACE'] ?? namespace ?? defaultNamespace };
};
