import { desc, eq, sql } from 'drizzle-orm';
import { storeHosts } from '../../domain/products/hosts.ts';
import type { ProductsPolicy } from '../../domain/policy/products.ts';
import type { Queries } from '../client.ts';
import { webHost } from '../facts/web-host.ts';
import { messages, policyVersions, stores } from '../schema/index.ts';

/** Where the links of a message may lead today. */
export interface LinkStore {
  /** The shop's address. */
  readonly url: string;
  /** The shop's own hosts, and those that its policy names. */
  readonly hosts: readonly string[];
}

/** Of the store that sent `message`; undefined when the message has left the ledger. */
export const readLinkStore = async (queries: Queries, message: string, now: Date): Promise<LinkStore | undefined> => {
  const [row] = await queries
    .select({ url: stores.url, named: namedHosts(now) })
    .from(messages)
    .innerJoin(stores, eq(stores.id, messages.storeId))
    .where(eq(messages.id, message));
  return row && { url: row.url, hosts: hostsOf(row) };
};

/** Of every store: what a link may lead to whose message nobody knows any more. */
export const readAllHosts = async (queries: Queries, now: Date): Promise<readonly string[]> =>
  (await queries.select({ url: stores.url, named: namedHosts(now) }).from(stores)).flatMap(hostsOf);

const hostsOf = ({ url, named }: { readonly url: string; readonly named: readonly string[] | null }) => [
  ...storeHosts(webHost(url)),
  ...(named ?? []),
];

/** The hosts that the store's policy in force names; the store is that of the statement around it. */
const namedHosts = (now: Date) => sql<ProductsPolicy['linkHosts'] | null>`(
  select ${policyVersions.body} -> 'linkHosts' from ${policyVersions}
  where ${policyVersions.storeId} = ${stores}.id and ${policyVersions.section} = 'products'
    and ${policyVersions.effectiveAt} <= ${now.toISOString()}::timestamptz
  order by ${desc(policyVersions.effectiveAt)}, ${desc(policyVersions.version)} limit 1)`;
