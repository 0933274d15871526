import {
  advocates,
  orderStatistics,
  scoreCrossings,
  scoreLevels,
  scores,
  segmentChanges,
  segmentStandings,
  segmentStays,
  signals,
} from '../../schema/index.ts';
import { of, type Place } from './place.ts';

/** What was worked out about a person: statistics, scores, signals, segments. */
export const workedOut: readonly Place[] = [
  {
    table: orderStatistics,
    exportAs: 'order statistics',
    inside: ['version', 'stale', 'recordedAt'],
    rows: (person) => of(orderStatistics.customerId, person),
  },
  {
    table: scores,
    exportAs: 'scores',
    inside: ['statisticsVersion'],
    rows: (person) => of(scores.customerId, person),
  },
  {
    table: signals,
    exportAs: 'signals',
    inside: ['levelsVersion'],
    rows: (person) => of(signals.customerId, person),
  },
  { table: scoreLevels, exportAs: undefined, rows: (person) => of(scoreLevels.customerId, person) },
  {
    table: scoreCrossings,
    exportAs: 'score crossings',
    inside: ['routedAt', 'recordedAt'],
    rows: (person) => of(scoreCrossings.customerId, person),
  },
  // The standing first: whoever judges the customer holds it while stays are written.
  {
    table: segmentStandings,
    exportAs: 'segments',
    inside: ['until', 'statisticsVersion'],
    rows: (person) => of(segmentStandings.customerId, person),
  },
  {
    table: segmentStays,
    exportAs: 'segment history',
    inside: ['id', 'enteredToldAt', 'leftToldAt'],
    rows: (person) => of(segmentStays.customerId, person),
  },
  { table: segmentChanges, exportAs: undefined, rows: (person) => of(segmentChanges.customerId, person) },
  { table: advocates, exportAs: 'referrals and reviews', rows: (person) => of(advocates.customerId, person) },
];
