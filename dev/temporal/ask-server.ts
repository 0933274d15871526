import { Connection, type ConnectionOptions } from '@temporalio/client';

/** Undefined when a Temporal server answers there within `timeoutMillis`, else why it does not. */
export const whySilent = async (options: ConnectionOptions, timeoutMillis = 3000): Promise<string | undefined> => {
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ ...options, connectTimeout: timeoutMillis });
    await connection.withDeadline(Date.now() + timeoutMillis, () => connection!.workflowService.getSystemInfo({}));
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? error.name) : String(error);
  } finally {
    await connection?.close();
  }
};
