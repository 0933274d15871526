import type { Queries } from '../../db/client.ts';
import { assign, type NewAssignment } from '../../db/experiments/assignments.ts';
import { currentShares } from '../../db/experiments/shares.ts';
import { readSection } from '../../db/policies/section.ts';
import { readUpliftGroup } from '../../db/uplift/read-group.ts';
import type { NewRun } from '../../db/road/runs.ts';
import { sharesOf } from '../../domain/experiments/reallocation/shares.ts';
import type { Experiment, JourneySpec } from '../../domain/journey.ts';
import { pick, splitSeed } from '../../domain/split.ts';
import { isSteered } from '../../domain/uplift/steer.ts';

type Beginning = Pick<NewRun, 'storeId' | 'journey' | 'customerId' | 'startedAt'>;

/**
 * Whoever begins a run is in each experiment of its journey, also if the run never comes to the question: with the part of
 * the customers that the arm was to get at that moment. Who is in an arm already stays there.
 */
export const assignArms = async (
  queries: Queries,
  specs: readonly JourneySpec[],
  runs: readonly Beginning[],
): Promise<void> => {
  const rows: NewAssignment[] = [];
  for (const run of runs)
    for (const experiment of specs.find(({ name }) => name === run.journey)?.experiments ?? [])
      rows.push(await draw(queries, run, experiment));
  await assign(queries, rows);
};

const draw = async (
  queries: Queries,
  { storeId, journey, customerId, startedAt }: Beginning,
  { name, about, arms, rebalance }: Experiment,
): Promise<NewAssignment> => {
  const experiment = `${journey}/${name}`;
  const declared = sharesOf(arms);
  const drawn = rebalance && (await currentShares(queries, { storeId, experiment }, declared, startedAt));
  // In the order of the code: the database keeps its own.
  const shares = drawn ? Object.fromEntries(Object.keys(declared).map((one) => [one, drawn.shares[one]!])) : declared;
  const arm = pick(splitSeed({ store: storeId, journey, name, customer: customerId }), shares);
  return {
    storeId,
    experiment,
    customerId,
    arm,
    share: shares[arm]!,
    sharesVersion: drawn?.version ?? null,
    assignedAt: startedAt,
    ...(about === 'offer' && {
      known: await readUpliftGroup(queries, customerId),
      steered: isSteered(await readSection(queries, storeId, 'offers', startedAt), Object.keys(arms), customerId),
    }),
  };
};
