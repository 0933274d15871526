import type { AnySegment } from '../segments/names.ts';
import type { SegmentGoal, Words } from '../segments/segment.ts';
import { type KnownDefinition, savedSegment } from './definition.ts';
import { durationInFrench } from './sentences/duration.fr.ts';
import { definitionSentence } from './sentences/sentence.ts';

/** A segment as pages and answers speak of it. */
export interface DescribedSegment {
  readonly name: AnySegment;
  readonly title: Words;
  readonly sentence: Words;
  readonly goal: SegmentGoal;
}

/** A definition of a store in the words in which the segments of the product are told. */
export const describedDefinition = ({ name, definition }: KnownDefinition): DescribedSegment => ({
  name: savedSegment(name),
  title: definition.title,
  sentence: { fr: definitionSentence(definition, 'fr'), en: definitionSentence(definition) },
  goal: { ...definition.goal, words: goalWords(definition.goal) },
});

const goalWords = ({ outcome, within }: Pick<SegmentGoal, 'outcome' | 'within'>): Words => ({
  fr: `${wanted[outcome].fr} sous ${durationInFrench(within)}`,
  en: `${wanted[outcome].en} within ${within}`,
});

const wanted: Readonly<Record<SegmentGoal['outcome'], Words>> = {
  'first-purchase': { fr: 'Une première commande', en: 'A first order' },
  repurchase: { fr: 'Un nouvel achat', en: 'Another order' },
  'churn-avoided': { fr: 'Un achat plutôt qu’un départ', en: 'An order instead of a loss' },
  purchase: { fr: 'Un achat', en: 'An order' },
  consent: { fr: 'Un accord pour écrire', en: 'An agreement to be written to' },
};
