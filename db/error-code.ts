/**
 * What of an error may be logged and told: its code (SQLSTATE, socket error) or its name. Never its
 * message: a driver quotes the statement's values in it, which may be personal.
 */
export const errorCode = (error: unknown): string => {
  const { code, cause, name } = error as { code?: string; cause?: { code?: string }; name?: string };
  return code ?? cause?.code ?? name ?? 'unknown';
};
