import { storeTime } from '../../../domain/time/clock.ts';
import type { Cast } from '../cast/cast.ts';

export interface Backlog {
  /** True while the machine lags behind the shop's compressed time. */
  isLong(): boolean;
  stop(): void;
}

/** First messages that are due for longer than this count as waiting, in milliseconds of real time. */
const lateMillis = 3_000;

/** More of them than this is a backlog. */
const most = 15;

/** Watches how many first messages are overdue: time is compressed for the machine, so the shop must wait for it. */
export const watchBacklog = ({ postgres: { sql }, clock }: Pick<Cast, 'postgres' | 'clock'>): Backlog => {
  let long = false;
  let busy = false;
  const look = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    const due = new Date(storeTime(Date.now() - lateMillis, clock));
    const [row] = await sql<{ waiting: number }[]>`
      select count(*)::int as waiting from runs r where r.state = 'open' and r.exit_event is null and r.due_at < ${due}
        and not exists (select 1 from messages m where m.run_id = r.id)`.catch(() => []);
    // While the database is away nothing is known anew.
    if (row) long = row.waiting > most;
    busy = false;
  };
  const looking = setInterval(() => void look(), 1_000);
  return { isLong: () => long, stop: () => clearInterval(looking) };
};
