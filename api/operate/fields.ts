import { z } from 'zod';
import { text } from '../events/fields.ts';

/** Why somebody switches, releases or approves: needed, for whoever wonders later. */
export const why = text(500);

/** One of the journeys by name. */
export const journeyOf = (journeys: readonly string[]) =>
  z.enum(journeys as [string, ...string[]], `write one of ${journeys.join(', ')}`);
