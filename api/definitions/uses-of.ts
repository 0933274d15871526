import type { Queries } from '../../db/client.ts';
import { bodiesOf, readDefinitions } from '../../db/definitions/definitions.ts';
import { readStanding } from '../../db/policies/versions.ts';
import { listCampaigns } from '../../db/season/campaigns.ts';
import { savedSegment } from '../../domain/definitions/definition.ts';
import { builtOn } from '../../domain/definitions/references.ts';
import type { StoreId } from '../../domain/ids.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import type { AnySegment } from '../../domain/segments/names.ts';
import type { Millis } from '../../domain/time/instant.ts';

/** What names a definition, and would lose its audience with it: `definition/gift-buyers`, `policy/caps`, `campaign/summer`. */
export const usesOf = async (
  queries: Queries,
  store: StoreId,
  name: string,
  specs: readonly JourneySpec[],
  now: Millis,
): Promise<readonly string[]> => {
  const [others, { inForce, planned }, campaigns] = await Promise.all([
    readDefinitions(queries, store),
    readStanding(queries, store, new Date(now)),
    listCampaigns(queries, store),
  ]);
  const segment = savedSegment(name);
  const sections = [...inForce.values(), ...planned].filter(({ body }) => names(body, segment));
  return [
    ...builtOn(name, bodiesOf(others)).map((other) => `definition/${other}`),
    ...new Set(sections.map(({ section }) => `policy/${section}`)),
    ...campaigns
      .filter(({ state, plan }) => state === 'planned' && names(plan, segment))
      .map((campaign) => `campaign/${campaign.name}`),
    ...specs.filter((spec) => goesBy(spec, segment)).map((spec) => `journey/${spec.name}`),
  ];
};

/** Whether a journey begins or ends by a segment, or is for its customers alone. */
export const goesBy = ({ entry, exitOn }: Pick<JourneySpec, 'entry' | 'exitOn'>, segment: AnySegment): boolean =>
  names(entry, segment) || names(exitOn, segment);

/** Whether a word stands anywhere in what was saved, as a value or as a key. */
const names = (body: unknown, word: string): boolean =>
  body === word ||
  (typeof body === 'object' &&
    body !== null &&
    Object.entries(body).some(([key, value]) => key === word || names(value, word)));
