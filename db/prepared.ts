import type postgres from 'postgres';

/**
 * The driver with every parametrised statement prepared once per connection. Drizzle asks for none, which costs
 * a second round trip and a new plan for each statement.
 */
export const prepared = <Client extends postgres.Sql | postgres.TransactionSql>(client: Client): Client =>
  new Proxy(client, {
    get: (target, property, receiver) => {
      if (property === 'unsafe') {
        return (text: string, parameters: never[] = [], options: object = {}) =>
          target.unsafe(text, parameters, parameters.length === 0 ? options : { ...options, prepare: true });
      }
      if (property === 'begin' || property === 'savepoint') {
        const open = Reflect.get(target, property, receiver) as (...args: unknown[]) => unknown;
        return (...args: unknown[]) => {
          const body = args.pop() as (transaction: postgres.TransactionSql) => unknown;
          return open(...args, (transaction: postgres.TransactionSql) => body(prepared(transaction)));
        };
      }
      return Reflect.get(target, property, receiver);
    },
  });
