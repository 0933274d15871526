import { isDeepStrictEqual } from 'node:util';
import { timeOf } from '../../domain/cadence.ts';
import { type JourneySpec, triggersOf } from '../../domain/journey.ts';
import type { CadencesPolicy } from '../../domain/policy/cadences.ts';
import type { CampaignKind } from '../../domain/season/campaign.ts';

/** The journeys that go through campaigns; of one kind alone where it is given. */
export const campaignSpecs = (specs: readonly JourneySpec[], kind?: CampaignKind): readonly JourneySpec[] =>
  specs
    .filter((spec) => triggersOf(spec).includes('campaign.entered'))
    .filter(({ entry }) => kind === undefined || (entry?.where?.['kind'] ?? kind) === kind);

/** The journeys whose steps have other times in one policy than in the other. */
export const retimedByCadence = (
  specs: readonly JourneySpec[],
  before: CadencesPolicy,
  after: CadencesPolicy,
): readonly JourneySpec[] =>
  specs.filter(({ name }) => !isDeepStrictEqual(before.byJourney[name] ?? {}, after.byJourney[name] ?? {}));

/** The journeys with a wait that differs by the mode of the season, or for the next event: the others do not mind a changed calendar. */
export const retimedBySeason = (specs: readonly JourneySpec[], { byJourney }: CadencesPolicy): readonly JourneySpec[] =>
  specs.filter((spec) => {
    const own = byJourney[spec.name];
    const waits = [
      spec.idle,
      ...Object.values(own ?? {}),
      ...Object.keys(spec.cadence ?? {}).map((step) => timeOf(spec, own, step)),
    ];
    return spec.awaitsEvent || waits.some((wait) => typeof wait === 'object' && wait !== null);
  });
