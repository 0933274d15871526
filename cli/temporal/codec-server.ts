import { createCodecServer } from '../../api/codec-server/app.ts';
import { createCodecSessions } from '../../api/codec-server/sign-in.ts';
import { drain, listenOn, portOf } from '../../api/listen-on.ts';
import { readCodecServerConfig } from '../../config/codec-server.ts';
import { loadDotEnv } from '../../config/env-file.ts';
import { readOrExit } from '../../config/read-or-exit.ts';
import { readTemporalConfig } from '../../config/temporal.ts';
import { systemClock } from '../../domain/time/clock.ts';
import { logLastWords } from '../../telemetry/last-words.ts';
import { createLogger } from '../../telemetry/logger.ts';
import { payloadCodec } from '../../temporal/codec/payload-codec.ts';

/** `npm run codec-server`: decodes payloads for Temporal's UI and command line. Explained in docs/security.md. */

loadDotEnv();
const config = readOrExit(() => readCodecServerConfig(process.env));
const { namespace, codecKeys } = readOrExit(() => readTemporalConfig(process.env));
const logger = createLogger({ process: 'codec-server', level: config.logLevel });
logLastWords(logger);

const { token, isSecure, uiOrigin } = config;
const sessions = createCodecSessions({ token, isSecure, clock: systemClock() });
const app = createCodecServer({ codec: payloadCodec(codecKeys), namespace, uiOrigin, sessions, logger });
const server = await listenOn(app, config.listen);
logger.info({ host: config.listen.host, port: portOf(server) }, 'the codec server listens');

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void drain(server, 5_000).then(() => process.exit(0)));
}
