/** What a worker serves: every journey, and the runs that keep things up by a schedule. */
export * from '../index.ts';
export { nightlyScores } from './nightly-scores.ts';
