import { planExperiment, planInWords, type PlanWish } from '../../domain/experiments/planning/plan.ts';
import { PlanError } from './errors.ts';

/** `npm run experiment -- plan`: how many customers it takes, or what so many can show. Parts of one, not percent. */
export interface PlanOptions extends PlanWish {
  readonly json?: true;
}

export const plan = (options: PlanOptions): void => {
  const found = planExperiment(options);
  if (found.says === 'nothing') throw new PlanError(found.flaw);
  const { says: _says, ...figures } = found;
  console.log(options.json ? JSON.stringify(figures, null, 2) : planInWords(found, options).join('\n'));
};
