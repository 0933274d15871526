import { readDefinitions } from '../../db/definitions/definitions.ts';
import { readSection } from '../../db/policies/section.ts';
import { readLastWholeRun, readNewestRun } from '../../db/segments/runs.ts';
import { beginSegments, readStarts } from '../../db/segments/standings.ts';
import type { Queries } from '../../db/client.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import { dayMillis } from '../../domain/civil/day.ts';
import { type KnownDefinition, savedSegment } from '../../domain/definitions/definition.ts';
import type { CustomerId } from '../../domain/ids.ts';
import { assumed } from '../../domain/policy/shop.ts';
import type { SegmentLines } from '../../domain/segments/context.ts';
import { segmentRules } from '../../domain/segments/index.ts';
import type { AnySegment } from '../../domain/segments/names.ts';
import type { SegmentRule } from '../../domain/segments/segment.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import type { Millis } from '../../domain/time/instant.ts';

/** By what a store's customers are judged: the lines that its policy and the newest run drew. */
export interface StoreLines extends SegmentLines {
  readonly store: JudgedStoreRow;
  readonly rules: readonly SegmentRule[];
  /** The segments that the store defined itself. */
  readonly definitions: ReadonlyMap<string, KnownDefinition>;
  /** Since when the store's customers are judged by each of the rules, and by each definition as it stands. */
  readonly starts: ReadonlyMap<AnySegment, Millis>;
  /** As of when the run judged a customer that judged them last; undefined: none did. */
  readonly judgedByRun: (customer: CustomerId) => Millis | undefined;
}

/** What is asked about a store. */
export type JudgedStoreRow = Pick<StoreRow, 'id' | 'timezone' | 'currency'>;

/** Reads the lines of a store; a rule that is new there begins now, and so does a definition that was saved. */
export const readStoreLines = async (queries: Queries, store: JudgedStoreRow, now: Millis): Promise<StoreLines> => {
  const at = new Date(now);
  const [policy, value, shop, newest, whole, definitions, starts] = await Promise.all([
    readSection(queries, store.id, 'segments', at),
    readSection(queries, store.id, 'value', at),
    readSection(queries, store.id, 'shop', at),
    readNewestRun(queries, store.id),
    readLastWholeRun(queries, store.id),
    readDefinitions(queries, store.id),
    readStarts(queries, store.id),
  ]);
  const rules = segmentRules;
  const known = new Map(starts.map((one) => [one.segment, one]));
  const judgedBy = [
    ...rules.map(({ name }) => ({ segment: name, version: null })),
    ...[...definitions.values()].map(({ name, version }) => ({ segment: savedSegment(name), version })),
  ];
  const begun = judgedBy
    .filter(({ segment, version }) => (known.get(segment)?.version ?? null) !== version || !known.has(segment))
    .map((one) => ({ ...one, since: at }));
  await beginSegments(queries, store.id, begun);
  return {
    store,
    rules,
    policy,
    value,
    cycleDays: durationMillis(shop.salesCycle ?? assumed.salesCycle) / dayMillis,
    cuts: newest?.cuts ?? {},
    definitions,
    starts: new Map([...starts, ...begun].map(({ segment, since }) => [segment, since.getTime()])),
    judgedByRun: (customer) =>
      newest?.state === 'open' && newest.after !== null && customer <= newest.after
        ? newest.startedAt.getTime()
        : whole?.startedAt.getTime(),
  };
};
