import { type SQL, sql } from 'drizzle-orm';
import type { Definition } from '../../domain/definitions/definition.ts';
import { savedPrefix } from '../../domain/definitions/definition.ts';
import type { CustomerId } from '../../domain/ids.ts';
import type { Channel } from '../../domain/journey.ts';
import type { SavedSegment } from '../../domain/segments/names.ts';
import type { Queries } from '../client.ts';
import type { Millis } from '../../domain/time/instant.ts';
import type { Sample } from '../coverage/sample.ts';
import { idsAsked, isKnown } from '../segments/facts.ts';
import { compileDefinition } from './compile.ts';
import { nextChange } from './next-change.ts';
import type { Question } from './question.ts';

/** Customers who can be in a segment at all. */
const alive = ({ store }: Pick<Question, 'store'>): SQL =>
  sql`c.store_id = ${store} and c.merged_into is null and c.erased_at is null`;

/** Which of some definitions each of a few customers is in, as of now: one query, by index. */
export const askDefinitions = async (
  queries: Queries,
  names: readonly string[],
  customers: readonly CustomerId[],
  question: Question,
): Promise<ReadonlyMap<CustomerId, readonly SavedSegment[]>> => {
  const asked = names.flatMap((name) => {
    const definition = question.others.get(name);
    return definition ? [{ name, condition: compileDefinition(definition, question) }] : [];
  });
  if (asked.length === 0 || customers.length === 0) return new Map();
  const inside = sql.join(
    asked.map(({ name, condition }) => sql`case when ${condition} then ${savedPrefix + name}::text end`),
    sql`, `,
  );
  const rows = await queries.execute<{ id: CustomerId; names: SavedSegment[] }>(sql`
    select c.id, array_remove(array[${inside}], null) as names
    from customers c where ${alive(question)} and c.id = any(${sql.param([...customers])}::uuid[])`);
  return new Map(rows.map(({ id, names: held }) => [id, held]));
};

/** What customers are in, and until when that is so if nothing happens. */
export interface SavedStanding {
  readonly names: readonly SavedSegment[];
  /** Before the instant that was asked for; undefined: time alone changes nothing until then. */
  readonly until?: Millis | undefined;
}

/** Which of all definitions of the store each customer is in, and when time alone may change that, looking ahead to `to`. */
export const askStandings = async (
  queries: Queries,
  customers: readonly CustomerId[],
  question: Question,
  to: Millis,
): Promise<ReadonlyMap<CustomerId, SavedStanding>> => {
  const definitions = [...question.others];
  if (definitions.length === 0 || customers.length === 0) return new Map();
  const inside = definitions.map(
    ([name, definition]) =>
      sql`case when ${compileDefinition(definition, question)} then ${savedPrefix + name}::text end`,
  );
  const changes = definitions.flatMap(([, definition]) => nextChange(definition, question, to) ?? []);
  const until = changes.length === 0 ? sql`null` : sql`least(${sql.join(changes, sql`, `)})`;
  const rows = await queries.execute<{ id: CustomerId; names: SavedSegment[]; until: number | null }>(sql`
    select c.id, array_remove(array[${sql.join(inside, sql`, `)}], null) as names,
      (extract(epoch from ${until}::timestamptz) * 1000)::float8 as until
    from ${idsAsked(customers)} asked(id) join customers c on c.id = asked.id
    where ${alive(question)} and ${isKnown}`);
  return new Map(rows.map(({ id, names, until: at }) => [id, { names, until: at ?? undefined }]));
};

/** The next customers who are in a definition, in the order of their ids: all of them, page by page. */
export const pageOfMembers = async (
  queries: Queries,
  definition: Pick<Definition, 'include' | 'exclude'>,
  question: Question,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly CustomerId[]> => {
  const rows = await queries.execute<{ id: CustomerId }>(sql`
    select c.id from customers c
    where ${alive(question)} and ${after === null ? sql`true` : sql`c.id > ${after}::uuid`}
      and ${compileDefinition(definition, question)}
    order by c.id limit ${limit}`);
  return rows.map(({ id }) => id);
};

/** How many are in a definition, and some of them. */
export interface DefinitionCounts {
  /** Customers who were looked at. */
  readonly seen: number;
  /** In what is included, before anybody is left out. */
  readonly included: number;
  readonly size: number;
  /** Of those who are in it, with an address and an agreement to marketing at large. */
  readonly reachable: Readonly<Record<Channel, number>>;
  readonly examples: readonly CustomerId[];
}

/** Examples that are shown. */
const shown = 10;

/** Counts a definition over a sample of the store's customers, in one query. */
export const countDefinition = async (
  queries: Queries,
  { include, exclude }: Pick<Definition, 'include' | 'exclude'>,
  question: Question,
  { customers }: Pick<Sample, 'customers'>,
): Promise<DefinitionCounts> => {
  const may = (channel: Channel): SQL =>
    compileDefinition(
      { include: { and: [{ has: channel === 'email' ? channel : 'phone' }, { consent: { channel } }] } },
      question,
    );
  const [row] = await queries.execute<{
    seen: number;
    included: number;
    size: number;
    by_email: number;
    by_sms: number;
    by_whatsapp: number;
    examples: CustomerId[] | null;
  }>(sql`
    select count(*)::int as seen, count(*) filter (where included)::int as included,
      count(*) filter (where inside)::int as size,
      count(*) filter (where inside and by_email)::int as by_email,
      count(*) filter (where inside and by_sms)::int as by_sms,
      count(*) filter (where inside and by_whatsapp)::int as by_whatsapp,
      (array_agg(id order by id) filter (where inside))[1:${shown}] as examples
    from (
      select id, included, included and not excluded as inside,
        case when included and not excluded then (${may('email')}) end as by_email,
        case when included and not excluded then (${may('sms')}) end as by_sms,
        case when included and not excluded then (${may('whatsapp')}) end as by_whatsapp
      from (
        select c.*, (${compileDefinition({ include }, question)}) as included,
          (${exclude ? compileDefinition({ include: exclude }, question) : sql`false`}) as excluded
        from (select * from ${customers} where ${sql`store_id = ${question.store} and merged_into is null and erased_at is null`}) c
        offset 0) c) judged`);
  const { seen, included, size, by_email: email, by_sms: sms, by_whatsapp: whatsapp, examples } = row!;
  return { seen, included, size, reachable: { email, sms, whatsapp }, examples: examples ?? [] };
};
