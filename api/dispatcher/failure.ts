import { scrub } from '../../telemetry/scrub.ts';

/** gRPC status codes (https://grpc.io/docs/guides/status-codes/) that say: not now, whatever the row. */
const awayCodes = new Set([
  1, // CANCELLED
  4, // DEADLINE_EXCEEDED
  5, // NOT_FOUND: the namespace
  7, // PERMISSION_DENIED
  8, // RESOURCE_EXHAUSTED
  14, // UNAVAILABLE
  16, // UNAUTHENTICATED
]);

/** Codes that say: never, however often it is tried. */
const hopelessCodes = new Set([
  3, // INVALID_ARGUMENT
]);

export type Failure = 'away' | 'hopeless' | 'row';

/** What an error of the client means: Temporal is away, this row can never be delivered, or only this row failed. */
export const classify = (error: unknown): Failure => {
  const code = grpcCode(error);
  if (code === undefined) return 'row';
  // The one use of RESOURCE_EXHAUSTED that never passes: it would hold up every other row for ever.
  if (code === 8 && /larger than max/.test(describeFailure(error))) return 'hopeless';
  return awayCodes.has(code) ? 'away' : hopelessCodes.has(code) ? 'hopeless' : 'row';
};

const grpcCode = (error: unknown): number | undefined => {
  for (let one = error; one instanceof Error; one = one.cause) {
    if ('code' in one && typeof one.code === 'number') return one.code;
  }
  return error instanceof Error && error.name === 'NamespaceNotFoundError' ? 5 : undefined;
};

/** One line for operators: the innermost message says most; addresses and secrets are taken out of it. */
export const describeFailure = (error: unknown): string => {
  let message = '';
  for (let one = error; one instanceof Error; one = one.cause) message = `${one.name}: ${one.message}`;
  return scrub(message || 'not an Error');
};
