/** Does what can be gone on with later: the signal is raised when the command is to end (Ctrl-C, SIGTERM). */
export const untilStopped = async (work: (stopping: AbortSignal) => Promise<void>): Promise<void> => {
  const stop = new AbortController();
  const end = (): void => stop.abort();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  await work(stop.signal);
  process.off('SIGINT', end).off('SIGTERM', end);
};
