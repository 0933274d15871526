import { type SQL, sql } from 'drizzle-orm';
import type { KnownProfile } from '../../domain/profiling/questions.ts';
import type { Queries } from '../client.ts';
import { consents, customers, newsRequests, products, productSales } from '../schema/index.ts';

/** So many categories are offered as answers, of so many products that sell most. */
const mostCategories = 6;
const mostLooked = 200;

/**
 * What a customer has told of themselves already; undefined when there is no such customer. Who chose in the preference
 * centre, or said anything about text messages, has told their channel. By indexes on the customer.
 */
export const readProfile = async (queries: Queries, customer: SQL): Promise<KnownProfile | undefined> => {
  const [row] = await queries.execute<{ -readonly [Name in keyof KnownProfile]: KnownProfile[Name] }>(sql`
    select c.birthday is not null as birthday,
      exists (select 1 from ${newsRequests} n where n.customer_id = c.id) as interest,
      exists (select 1 from ${consents} o where o.customer_id = c.id
        and (o.channel = 'sms' or o.source = 'preference centre')) as channel,
      array(
        select p.category
        from (select product_id, units from ${productSales}
              where store_id = c.store_id order by units desc limit ${sql.raw(String(mostLooked))}) top
        join ${products} p on p.id = top.product_id
        where p.category is not null
        group by p.category order by sum(top.units) desc, p.category limit ${sql.raw(String(mostCategories))}) as categories
    from ${customers} c where c.id = ${customer}`);
  return row;
};
