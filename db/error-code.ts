/** The SQLSTATE or driver code of an error, looked for in its causes too. */
export const sqlState = (error: unknown): string | undefined => {
  for (let one = error; one instanceof Error; one = one.cause) {
    if ('code' in one && typeof one.code === 'string') return one.code;
  }
  return undefined;
};

/**
 * What of an error may be logged and told: its code (SQLSTATE, socket error, gRPC status) or its name.
 * Never its message: a driver quotes the statement's values in it, which may be personal.
 */
export const errorCode = (error: unknown): string => {
  const { code, cause, name } = error as { code?: string; cause?: { code?: string }; name?: string };
  return sqlState(error) ?? code ?? cause?.code ?? name ?? 'unknown';
};
