import type { Database } from '../../../db/client.ts';
import { asSole } from '../../../db/sole-session.ts';

/**
 * The database of a backtest, where a transaction is its statements, each for itself, all of one session. Nobody else is
 * there whom a transaction would keep out: what happens side by side belongs to different customers, and what they share
 * is asked for by one at a time. So the statements of all lanes travel together, and nothing waits for a commit: of tens of
 * thousands of short transactions these were the dearest part.
 *
 * What throws in a transaction can't be undone: from then on every transaction throws it, and the backtest ends.
 */
export const inOneSession = (session: Database): Database => {
  let broken: { readonly by: unknown } | undefined;
  const transaction = async <Result>(body: (queries: Database) => Promise<Result>): Promise<Result> => {
    if (broken) throw broken.by;
    try {
      return await body(queries);
    } catch (error) {
      broken ??= { by: error };
      throw error;
    }
  };
  const queries: Database = asSole(Object.assign(Object.create(session) as Database, { transaction }));
  return queries;
};
