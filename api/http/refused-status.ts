/** The 4xx that Express's own readers of bodies and paths give to what they refuse; undefined for other errors. */
export const refusedStatus = (error: unknown): number | undefined => {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
};
