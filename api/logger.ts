import { type DestinationStream, type Logger, pino } from 'pino';

/** What a log line may hold; anything else is left out, so that no address and no body can slip in. */
const allowed = new Set([
  'code',
  'method',
  'path',
  'status',
  'error',
  'why',
  'port',
  'host',
  'store',
  'run',
  'journey',
  'count',
  'millis',
]);

/** The api's log: one JSON line each, with the allowed fields only. */
export const createLogger = (level: string, destination: DestinationStream = pino.destination(1)): Logger =>
  pino(
    {
      level,
      base: { process: 'api' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => Object.fromEntries(Object.entries(fields).filter(([name]) => allowed.has(name))),
      },
    },
    destination,
  );
