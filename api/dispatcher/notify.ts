import type postgres from 'postgres';

const channel = 'relance_outbox';

/** At most one notification in this time: a NOTIFY is cheap, one per event is not. */
const debounceMillis = 50;

/** Tells the dispatchers of other processes that something is due. */
export interface Notifier {
  notify(): void;
  stop(): void;
}

/**
 * Notifies outside the event's transaction (inside, NOTIFY makes commits wait for each other), and not
 * for every event. A lost notification costs only the wait for the next poll.
 */
export const createNotifier = (sql: postgres.Sql): Notifier => {
  let timer: NodeJS.Timeout | undefined;
  return {
    notify: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        sql.notify(channel, '').catch(() => {});
      }, debounceMillis);
    },
    stop: () => clearTimeout(timer),
  };
};

/** Calls `heard` at each notification; reconnects by itself. */
export const listen = async (sql: postgres.Sql, heard: () => void): Promise<void> => {
  await sql.listen(channel, heard, heard);
};
