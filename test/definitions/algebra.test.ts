import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { PgDialect } from 'drizzle-orm/pg-core';
import { beforeAll, expect, test } from 'vitest';
import { askStandings, countDefinition, pageOfMembers } from '../../db/definitions/ask.ts';
import { compileDefinition } from '../../db/definitions/compile.ts';
import type { Question } from '../../db/definitions/question.ts';
import { sampleOfCustomers } from '../../db/coverage/sample.ts';
import { customers } from '../../db/schema/index.ts';
import type { CustomerId } from '../../domain/ids.ts';
import type { Definition } from '../../domain/definitions/definition.ts';
import type { Channel } from '../../domain/journey.ts';
import { noon, openShop, store } from '../gate/world.ts';
import { useDatabase } from '../stack/database.ts';
import { seed } from '../stack/seed.ts';
import { drawnDefinition } from './drawn.ts';
import { isIn } from './oracle.ts';
import { drawPeople, type Person, writePeople } from './people.ts';

const database = useDatabase();
const people: Person[] = [];
const day = 86_400_000;

const title = { fr: 'Un', en: 'One' };
const goal = { outcome: 'purchase', within: '30 days' } as const;
const others: ReadonlyMap<string, Definition> = new Map([
  ['one', { title, goal, include: { orders: { count: { atLeast: 2 } } }, exclude: { consent: { channel: 'email' } } }],
  [
    'two',
    { title, goal, include: { or: [{ segment: 'saved:one' }, { views: { category: 'lamps', within: '90 days' } }] } },
  ],
]);
const question: Question = { store, currency: 'EUR', now: noon, others };

beforeAll(async () => {
  const { db } = database.connection;
  await openShop(db);
  people.push(...drawPeople(150, seed));
  await writePeople(db, people);
  // Who is gone, and who is one with somebody else, is in nothing.
  const gone = { storeId: store, createdAt: new Date(noon) };
  await db.insert(customers).values([
    { ...gone, id: randomUUID() as CustomerId, erasedAt: new Date(noon) },
    { ...gone, id: randomUUID() as CustomerId, mergedInto: people[0]!.id },
  ]);
});

const members = async (definition: Pick<Definition, 'include' | 'exclude'>) =>
  pageOfMembers(database.connection.db, definition, question, { after: null, limit: 1_000 });
const expected = (definition: Pick<Definition, 'include' | 'exclude'>) =>
  people
    .filter((person) => isIn(definition, person, others))
    .map(({ id }) => id)
    .toSorted();

test('R112 include and exclude over scores, behaviour, consent and other segments: SQL answers as plain objects do', async () => {
  const sizes: number[] = [];
  await fc.assert(
    fc.asyncProperty(drawnDefinition, async (definition) => {
      const inside = expected(definition);
      sizes.push(inside.length);
      expect([...(await members(definition))].toSorted()).toEqual(inside);
    }),
    { seed, numRuns: 400, endOnFailure: false },
  );
  const mixed = sizes.filter((size) => size > 0 && size < people.length).length;
  console.log(
    `${sizes.length} definitions over ${people.length} customers, ${mixed} of them true of some: seed ${seed}`,
  );
  expect(mixed).toBeGreaterThan(sizes.length / 4);
}, 120_000);

test('what a preview counts is what the definition holds, and its examples are in it', async () => {
  const { db } = database.connection;
  await fc.assert(
    fc.asyncProperty(drawnDefinition, async (definition) => {
      const counts = await countDefinition(db, definition, question, await sampleOfCustomers(db, store));
      const inside = expected(definition);
      const may = (kind: 'email' | 'phone', channel: Channel) =>
        expected({
          include: {
            and: [
              definition.include,
              ...(definition.exclude ? [{ not: definition.exclude }] : []),
              { has: kind },
              { consent: { channel } },
            ],
          },
        }).length;
      expect(counts).toEqual({
        seen: people.length,
        included: expected({ include: definition.include }).length,
        size: inside.length,
        reachable: {
          email: may('email', 'email'),
          sms: may('phone', 'sms'),
          whatsapp: may('phone', 'whatsapp'),
        },
        examples: inside.slice(0, 10),
      });
    }),
    { seed, numRuns: 60 },
  );
}, 60_000);

test('whatever is written in a definition travels as a parameter: the text of the query is the same for any value', () => {
  const dialect = new PgDialect({ casing: 'snake_case' });
  const textOf = (word: string) =>
    dialect.sqlToQuery(
      compileDefinition(
        {
          include: {
            and: [
              { orders: { category: word, product: word } },
              { carts: { category: word, product: word } },
              { views: { category: word, product: word } },
              { clicks: { journey: word } },
              { consent: { channel: 'email', list: word } },
              { country: word },
              { tier: word },
              { affinity: { category: word, lift: { atLeast: 1 } } },
              { affinity: { category: word } },
              { nextCategory: { category: word } },
              { nextCategory: { category: word, atLeast: 0.5 } },
              { segment: word },
            ],
          },
          exclude: { segment: `saved:${word}` },
        },
        { ...question, store: word as never, currency: word },
      ),
    );
  const hostile = `'; drop table customers; -- $1 \u0000 "`;
  expect(textOf(hostile).sql).toBe(textOf('lamps').sql);
  expect(textOf(hostile).sql).not.toContain('drop');
  expect(textOf(hostile).params).toContain(hostile);
});

test('when time alone may change who is in a definition is foreseen: never too late, and not whatever happens', async () => {
  const { db } = database.connection;
  const ids = people.filter(({ names }) => names.length > 0).map(({ id }) => id);
  const ahead = 90 * day;
  const soonOrLater = fc.oneof(fc.integer({ min: 1, max: 120_000 }), fc.integer({ min: 1, max: ahead }));
  let [changed, foreseen, asked] = [0, 0, 0];
  await fc.assert(
    fc.asyncProperty(drawnDefinition, soonOrLater, async (definition, later) => {
      const own = { ...definition, title, goal };
      const named = { ...question, others: new Map([...others, ['drawn', own] as const]) };
      const before = await askStandings(db, ids, named, noon + ahead);
      const after = await askStandings(db, ids, { ...named, now: noon + later }, noon + later);
      for (const id of ids) {
        const [was, is] = [before.get(id)!, after.get(id)!];
        asked += 1;
        if (was.until !== undefined) foreseen += 1;
        if (was.names.join(' ') === is.names.join(' ')) continue;
        changed += 1;
        expect(was.until).toBeLessThanOrEqual(noon + later);
      }
    }),
    { seed, numRuns: 60, endOnFailure: true },
  );
  console.log(`${changed} changes of ${asked} by time alone, ${foreseen} foreseen: seed ${seed}`);
  expect(changed).toBeGreaterThan(50);
  expect(foreseen).toBeLessThan(asked);
}, 60_000);

test('nobody of another store, nobody erased or merged into somebody else is in any definition', async () => {
  const all = await members({ include: { known: {} } });
  expect(all.length).toBe(people.filter(({ createdAt }) => createdAt <= noon).length);
  expect(
    await pageOfMembers(
      database.connection.db,
      { include: { known: {} } },
      { ...question, store: 'other' as never },
      { after: null, limit: 10 },
    ),
  ).toEqual([]);
});
