import { countCoverage } from '../../db/coverage/count-coverage.ts';
import type { Queries } from '../../db/client.ts';
import { readSection } from '../../db/policies/section.ts';
import { readStore, type StoreRow } from '../../db/shop/stores.ts';
import { readModes } from '../../db/switches/modes.ts';
import { type CoverageCounts, type Lack, lacksOf, needsOfJourney, shareOf } from '../../domain/coverage/coverage.ts';
import { countedOf, type DataField, dataFields, fieldNames } from '../../domain/coverage/fields.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { SendingMode } from '../../domain/switches/sending-mode.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { journeyModes } from '../operate/switches/views.ts';

interface FieldReport {
  readonly field: DataField;
  readonly have: number;
  readonly of: number;
  /** In percent; null: there is nothing yet that could have it. */
  readonly share: number | null;
  readonly least: number;
  readonly lacking: boolean;
  /** Journeys that build on it. */
  readonly neededBy: readonly string[];
}

interface JourneyReport {
  readonly journey: string;
  readonly mode: SendingMode;
  readonly needs: readonly DataField[];
  /** What keeps it from being switched on; of one that is on, what was switched on in spite of it, or has changed since. */
  readonly lacks: readonly Lack[];
}

/** What is missing of a store's data, and what that blocks (R111, R227). */
export interface CoverageReport extends Pick<CoverageCounts, 'seen' | 'visitors' | 'part'> {
  readonly fields: readonly FieldReport[];
  readonly journeys: readonly JourneyReport[];
}

/** Counts a store's data at `now`; bounded as `countCoverage` is. */
export const reportCoverage = async (
  db: Queries,
  store: StoreRow,
  specs: readonly JourneySpec[],
  now: Millis,
): Promise<CoverageReport> => {
  const [counts, policy, consent, modes] = await Promise.all([
    countCoverage(db, store, now),
    readSection(db, store.id, 'coverage', new Date(now)),
    readSection(db, store.id, 'consent', new Date(now)),
    readModes(db, store.id),
  ]);
  const needs = new Map(specs.map((spec) => [spec.name, needsOfJourney(spec, consent)]));
  const { seen, visitors, part } = counts;
  return {
    seen,
    visitors,
    part,
    fields: fieldNames.map((field) => ({
      field,
      ...counts.fields[field],
      share: shareOf(counts.fields[field]),
      least: policy.least[field],
      lacking: lacksOf([field], counts, policy).length > 0,
      neededBy: specs.filter(({ name }) => needs.get(name)!.includes(field)).map(({ name }) => name),
    })),
    journeys: journeyModes(specs, { modes }).map(({ journey, mode }) => ({
      journey,
      mode,
      needs: needs.get(journey)!,
      lacks: lacksOf(needs.get(journey)!, counts, policy),
    })),
  };
};

/** The same of a store by its id; undefined when there is none. */
export const reportStoreCoverage = async (
  db: Queries,
  id: StoreId,
  specs: readonly JourneySpec[],
  now: Millis,
): Promise<CoverageReport | undefined> => {
  const store = await readStore(db, id);
  return store && reportCoverage(db, store, specs, now);
};

/** On what the figures rest, in words. */
export const restsOn = ({ seen, visitors, part }: Pick<CoverageReport, 'seen' | 'visitors' | 'part'>): string => {
  const people = `${seen} customers, ${visitors} of them visitors without a name`;
  return part === 1
    ? `counted over all: ${people}`
    : `counted over ${(part * 100).toPrecision(2)} % that stand for all: ${people}`;
};

/** The report as stores read it: each field with what it is and what fills it. */
export const coverageView = ({ fields, journeys, ...counted }: CoverageReport) => ({
  counted: { ...counted, words: restsOn(counted) },
  fields: fields.map((one) => {
    const { words, remedy, of } = dataFields[one.field];
    return { ...one, words, among: countedOf[of], remedy };
  }),
  journeys,
});
