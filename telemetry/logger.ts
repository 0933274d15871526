import { type DestinationStream, type Logger, pino } from 'pino';
import { allowed } from './allowed-fields.ts';
import { describeError } from './describe-error.ts';
import { scrub } from './scrub.ts';

export interface LoggerOptions {
  /** Which kind of process writes. */
  readonly process: string;
  /** pino's word: `fatal` … `debug`, `silent`. */
  readonly level: string;
  /** Standard output, if nothing else is given. */
  readonly destination?: DestinationStream;
}

/**
 * The log of a process: one JSON line a record, with the allowed fields only, so that no address, no body and
 * no secret can slip in. Of an error its name, codes and place are written, never its message.
 */
export const createLogger = ({ process, level, destination = pino.destination(1) }: LoggerOptions): Logger => {
  const logger = pino(
    {
      level,
      base: { process },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: keep,
      },
      hooks: {
        logMethod(given, method) {
          // The arguments are pino's own overloads: an object or an error first, then the text.
          const [first, ...rest] = given as [unknown, ...unknown[]];
          const texts = rest.map((one) => (typeof one === 'string' ? scrub(one) : one));
          // By itself pino would take an error's message for the text.
          const safe = first instanceof Error ? [{ error: first }, texts[0] ?? 'failed'] : [scrubText(first), ...texts];
          method.apply(this, safe as Parameters<typeof method>);
        },
      },
    },
    destination,
  );
  // pino lets no formatter see what a child is given.
  const unfiltered = logger.child.bind(logger);
  logger.child = (bindings, options) => unfiltered(keep(bindings), options) as never;
  return logger;
};

const keep = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => allowed.has(name))
      .map(([name, value]) => [name, plain(value)]),
  );

/** What of a value may be written: a number, a short text without addresses, an error's name and codes. */
const plain = (value: unknown): unknown => {
  if (value instanceof Error) return describeError(value);
  if (Array.isArray(value)) return value.slice(0, 20).map((one) => (isPlain(one) ? scrubText(one) : '[left out]'));
  return isPlain(value) || value === undefined || value === null ? scrubText(value) : '[left out]';
};

const isPlain = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

const scrubText = (value: unknown): unknown => (typeof value === 'string' ? scrub(value) : value);
