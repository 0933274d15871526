import type postgres from 'postgres';

type Body = (transaction: postgres.TransactionSql) => unknown;

/**
 * Transactions whose beginning travels with their first statement: they are short, and there are tens of thousands of them.
 * Should the beginning fail, what came with it stands alone; the backtest ends then, and its database is dropped.
 */
export const beginWithFirst = (client: postgres.Sql): postgres.Sql =>
  new Proxy(client, {
    get: (target, property, receiver): unknown =>
      property === 'begin' ? async (body: Body) => transact(target, body) : Reflect.get(target, property, receiver),
  });

const transact = async (client: postgres.Sql, body: Body): Promise<unknown> => {
  const own = await client.reserve();
  try {
    const begun = own.unsafe('begin').execute();
    const [result] = await Promise.all([body(withSavepoints(own)), begun]);
    const { command } = await own.unsafe('commit');
    // After a statement that failed, whoever caught it, nothing is kept.
    if (command !== 'COMMIT') throw new Error('A statement of the transaction had failed.');
    return result;
  } catch (error) {
    // A connection that is gone has rolled back by itself: what was thrown says more.
    await own.unsafe('rollback').catch(() => {});
    throw error;
  } finally {
    own.release();
  }
};

const withSavepoints = (own: postgres.ReservedSql): postgres.TransactionSql => {
  let count = 0;
  const savepoint = async (body: Body): Promise<unknown> => {
    const name = `s${(count += 1)}`;
    await own.unsafe(`savepoint ${name}`);
    try {
      return await body(transaction);
    } catch (error) {
      await own.unsafe(`rollback to ${name}`);
      throw error;
    }
  };
  const transaction = new Proxy(own, {
    get: (target, property, receiver): unknown =>
      property === 'savepoint' ? savepoint : Reflect.get(target, property, receiver),
  }) as unknown as postgres.TransactionSql;
  return transaction;
};
