import { readSection } from '../../db/policies/section.ts';
import { readLastWholeRun, readNewestRun } from '../../db/segments/runs.ts';
import { beginSegments, readStarts } from '../../db/segments/standings.ts';
import type { Queries } from '../../db/client.ts';
import type { StoreRow } from '../../db/shop/stores.ts';
import { dayMillis } from '../../domain/civil/day.ts';
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
  readonly store: Pick<StoreRow, 'id' | 'timezone'>;
  readonly rules: readonly SegmentRule[];
  /** Since when the store's customers are judged by each of the rules. */
  readonly starts: ReadonlyMap<AnySegment, Millis>;
  /** As of when the run judged a customer that judged them last; undefined: none did. */
  readonly judgedByRun: (customer: CustomerId) => Millis | undefined;
}

/** Reads the lines of a store; a rule that is new there begins now. */
export const readStoreLines = async (
  queries: Queries,
  store: Pick<StoreRow, 'id' | 'timezone'>,
  now: Millis,
): Promise<StoreLines> => {
  const at = new Date(now);
  const [policy, value, shop, newest, whole, known] = await Promise.all([
    readSection(queries, store.id, 'segments', at),
    readSection(queries, store.id, 'value', at),
    readSection(queries, store.id, 'shop', at),
    readNewestRun(queries, store.id),
    readLastWholeRun(queries, store.id),
    readStarts(queries, store.id),
  ]);
  const rules = segmentRules;
  const begun = rules.map(({ name }) => name).filter((name) => !known.has(name));
  await beginSegments(queries, store.id, begun, at);
  return {
    store,
    rules,
    policy,
    value,
    cycleDays: durationMillis(shop.salesCycle ?? assumed.salesCycle) / dayMillis,
    cuts: newest?.cuts ?? {},
    starts: new Map([...known, ...begun.map((name) => [name, now] as const)]),
    judgedByRun: (customer) =>
      newest?.state === 'open' && newest.after !== null && customer <= newest.after
        ? newest.startedAt.getTime()
        : whole?.startedAt.getTime(),
  };
};
