import { type Environment, readEnvironment } from './read.ts';
import { codecServerVariables } from './variables.ts';

/** @throws ConfigurationError */
export const readCodecServerConfig = (environment: Environment) => {
  const read = readEnvironment(codecServerVariables, environment);
  return {
    logLevel: read.LOG_LEVEL,
    token: read.CODEC_SERVER_TOKEN,
    uiOrigin: read.TEMPORAL_UI_URL && new URL(read.TEMPORAL_UI_URL).origin,
    isSecure: read.CODEC_SERVER_URL?.startsWith('https:') ?? false,
    listen: { host: read.CODEC_SERVER_HOST, port: read.CODEC_SERVER_PORT },
  };
};
