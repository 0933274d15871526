import { z } from 'zod';
import type { AudiencesPolicy } from '../../domain/policy/audiences.ts';
import { journeyOf } from '../operate/fields.ts';
import { specs } from '../specs.ts';
import { anySegment } from './segments.ts';

const some = z.array(anySegment).min(1).max(50);

/** Whom something is for, by segments. */
export const audienceFilter = z.strictObject({
  only: some.optional().meta({ description: 'only customers who are in one of these' }),
  except: some.optional().meta({ description: 'nobody who is in one of these, whatever else they are in' }),
});

export const audiences = z
  .strictObject({
    byJourney: z
      .partialRecord(journeyOf(specs.map(({ name }) => name)), audienceFilter)
      .meta({ description: 'whom the marketing of a journey is for; a journey that is not named: everybody' }),
  })
  .meta({
    title: 'Audiences',
    description: 'Whom the marketing of journeys is for, by segments, those included that the shop defined itself.',
  }) as z.ZodType<AudiencesPolicy>;
