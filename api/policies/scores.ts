import { z } from 'zod';
import type { ScoresPolicy } from '../../domain/policy/scores.ts';
import { type ScoreWatch, type WatchedScore, watchedScores } from '../../domain/scores/watch.ts';
import { duration } from './fields.ts';

const bound = z.number().min(0).max(1e12);

const watch = z
  .strictObject({
    score: z.enum(watchedScores as readonly [WatchedScore, ...WatchedScore[]]),
    side: z.enum(['above', 'below']),
    enter: bound.meta({ description: 'who comes to this side of it enters' }),
    leave: bound.meta({ description: 'who goes back beyond it leaves' }),
    minimumOrders: z.int().min(1).max(100).meta({ description: 'days with a purchase from which on it counts' }),
  })
  .refine(({ side, enter, leave }) => (side === 'above' ? leave <= enter : leave >= enter), {
    path: ['leave'],
    message: 'must lie further out than `enter`',
  }) satisfies z.ZodType<ScoreWatch>;

export const scores = z
  .strictObject({
    model: z.enum(['mbg', 'bg']).meta({
      description: 'how customers leave: after any purchase (MBG/NBD), or after a repeat purchase only (BG/NBD)',
    }),
    churnWithin: duration.meta({ description: 'churn is to buy nothing for this long' }),
    horizon: duration.meta({ description: 'expected orders and lifetime value are those of this long' }),
    discount: z.number().min(0).max(100).meta({ description: 'what an amount in a year is worth less, in percent' }),
    watches: z
      .record(z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/u, 'is lower case letters, digits and hyphens'), watch)
      .refine((all) => Object.keys(all).length <= 20, 'has at most 20')
      .meta({ description: 'thresholds; a score that comes within one, or leaves it, is an event for journeys' }),
  })
  .meta({
    title: 'Scores',
    description: 'What the models of customers are asked, and which scores journeys hear of.',
  }) satisfies z.ZodType<ScoresPolicy>;
