import { randomUUID } from 'node:crypto';
import type { Database } from '../../../db/client.ts';
import { segmentRuns, segmentSizes, segmentStandings, segmentStays } from '../../../db/schema/index.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import type { AnySegment } from '../../../domain/segments/names.ts';
import { minutesAgo, storeId } from '../shop.ts';

const day = 24 * 60;

/** What customers are, judged in the last night: the first is a VIP who was at risk, the others prospects; with sizes of 40 days. */
export const insertSegments = async (db: Database, people: readonly CustomerId[]): Promise<void> => {
  for (const [index, customerId] of people.entries()) {
    const segments: readonly AnySegment[] = index === 0 ? ['vip', 'rfm-champion'] : ['prospect'];
    const whose = { customerId, storeId };
    await db.insert(segmentStandings).values({
      ...whose,
      segments,
      primary: segments[0]!,
      value: index === 0 ? 'high' : 'low',
      evaluatedAt: minutesAgo(400),
    });
    await db
      .insert(segmentStays)
      .values([
        ...segments.map((segment) => ({ ...whose, segment, enteredAt: minutesAgo(9 * day) })),
        ...(index === 0
          ? [{ ...whose, segment: 'at-risk' as const, enteredAt: minutesAgo(30 * day), leftAt: minutesAgo(9 * day) }]
          : []),
      ]);
  }
  await db.insert(segmentSizes).values(
    Array.from({ length: 40 }, (_, index) => ({
      storeId,
      segment: 'vip' as const,
      day: minutesAgo((40 - index) * day)
        .toISOString()
        .slice(0, 10),
      customers: 900 + 7 * index - (index % 5) * 6,
      primaries: 900 + 7 * index - (index % 5) * 6,
      at: minutesAgo((40 - index) * day),
    })),
  );
  await db.insert(segmentRuns).values({
    id: randomUUID(),
    storeId,
    state: 'done',
    asOf: '2026-11-22',
    cuts: {},
    evaluated: 18_342,
    changed: 412,
    startedAt: minutesAgo(420),
    finishedAt: minutesAgo(418),
  });
};
