import { rebalanceAll } from '../../api/experiments/rebalance.ts';
import { readExperiments } from '../../api/experiments/routes.ts';
import { specs } from '../../api/specs.ts';
import { findStore } from '../command/find-store.ts';
import { withDatabase } from '../command/with-database.ts';

/** `npm run experiment -- shares`: what is tried, and the parts of the next customers that each arm gets. */
export interface SharesOptions {
  readonly store: string;
  readonly rebalance?: true;
  readonly json?: true;
}

export const shares = async ({ store: asked, rebalance, json }: SharesOptions): Promise<void> =>
  withDatabase(async ({ db, clock }) => {
    const deps = { db, clock, specs };
    const store = await findStore(db, asked);
    const rebalanced = rebalance ? await rebalanceAll(deps) : [];
    const experiments = await readExperiments(deps, store);
    if (json) {
      console.log(JSON.stringify({ store: store.id, rebalanced, experiments }, null, 2));
      return;
    }
    for (const one of experiments) console.log(linesOf(one).join('\n'));
    if (experiments.length === 0) console.log('Nothing is tried.');
  });

type Shown = Awaited<ReturnType<typeof readExperiments>>[number];

const linesOf = ({ experiment, customers, shares: parts, rebalance, versions, registrations }: Shown): string[] => [
  `${experiment}: ${customers.toLocaleString('en')} customers`,
  ...(parts
    ? [
        `  the next ones: ${Object.entries(parts)
          .map(([arm, part]) => `${arm} ${percent(part)}`)
          .join(', ')}`,
      ]
    : []),
  ...(rebalance
    ? [
        `  follows the better arm by ${rebalance.metric} within ${rebalance.window}; each keeps ${percent(rebalance.floor)}; ${versions.length === 0 ? 'nobody has come' : `version ${versions[0]!.version} since ${versions[0]!.at.toISOString()}`}`,
      ]
    : []),
  ...registrations
    .filter(({ withdrawnAt }) => withdrawnAt === null)
    .map(({ words }) => `  registered decision: ${words}`),
];

const percent = (part: number): string => `${Number((part * 100).toPrecision(3))} %`;
