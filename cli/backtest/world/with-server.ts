import { openServer, type BacktestServer } from './database.ts';

/** Runs with a server for backtests, which is stopped afterwards, also when the command is interrupted. */
export const withServer = async <Result>(
  url: string | undefined,
  run: (server: BacktestServer) => Promise<Result>,
): Promise<Result> => {
  const server = await openServer(url, process.env);
  const interrupted = (): void => {
    void server.stop().finally(() => process.exit(130));
  };
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    return await run(server);
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    await server.stop();
  }
};
