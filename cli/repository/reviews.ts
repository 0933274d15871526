import { specs } from '../../api/specs.ts';
import { overdueReviews } from '../../domain/journey-upkeep.ts';

/** A part of `npm run build`: warns of journeys that nobody has looked at again in time. It never fails a build. */

const today = new Date().toISOString().slice(0, 10);
for (const { name, reviewBy, owner } of overdueReviews(specs, today)) {
  console.warn(
    `${name}: its words, offers and rules were to be looked at again by ${reviewBy} (${owner}); then change reviewBy.`,
  );
}
