import type { JourneySpec } from '../journey.ts';
import type { CoveragePolicy } from '../policy/coverage.ts';
import type { ConsentPolicy } from '../policy/consent.ts';
import { countedOf, type DataField, dataFields, fieldNames } from './fields.ts';

/** How many have a field, of all that could. */
export interface FieldCount {
  readonly have: number;
  readonly of: number;
}

/** What was counted of a store. */
export interface CoverageCounts {
  readonly fields: Readonly<Record<DataField, FieldCount>>;
  /** Customers who were looked at; visitors without a name among them are no customers of the counts. */
  readonly seen: number;
  readonly visitors: number;
  /** 1: everybody was looked at; else the part of the customers that stands for all, from 0 to 1. */
  readonly part: number;
}

/** A field of which a store knows too little. */
export interface Lack {
  readonly field: DataField;
  readonly have: number;
  readonly of: number;
  /** In percent, as `least` is. */
  readonly share: number;
  readonly least: number;
}

/** In percent, to one decimal; null where there is nothing that could have it: nothing is known, neither good nor bad. */
export const shareOf = ({ have, of }: FieldCount): number | null =>
  of === 0 ? null : Math.round((have / of) * 1_000) / 10;

/** The fields of which a store knows less than its policy wants. */
export const lacksOf = (
  fields: readonly DataField[],
  { fields: counts }: Pick<CoverageCounts, 'fields'>,
  { least }: CoveragePolicy,
): readonly Lack[] =>
  fields.flatMap((field) => {
    const count = counts[field];
    // What is shown may be rounded; what decides is not.
    if (count.of === 0 || count.have * 100 >= least[field] * count.of) return [];
    return [{ field, ...count, share: shareOf(count)!, least: least[field] }];
  });

/**
 * What a journey builds on: what its spec says; consent, of marketing; its proof, where the store's policy requires one.
 */
export const needsOfJourney = (
  { needs = [], purpose }: Pick<JourneySpec, 'needs' | 'purpose'>,
  { proof }: Pick<ConsentPolicy, 'proof'>,
): readonly DataField[] => {
  const needed = new Set<DataField>(needs);
  if (purpose === 'marketing') needed.add('consent');
  if (purpose === 'marketing' && proof === 'required') needed.add('consentProof');
  return fieldNames.filter((field) => needed.has(field));
};

/** What is lacking, how much of it is wanted, and what to do, in a sentence. */
export const lackSentence = ({ field, have, of, share, least }: Lack): string => {
  const { words, remedy, of: counted } = dataFields[field];
  return `${have} of ${of} ${countedOf[counted].words} have ${words} (${share} %), and ${least} % are needed: ${remedy}`;
};
