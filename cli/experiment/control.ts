import { specs } from '../../api/specs.ts';
import type { RunningExperiment } from '../../db/experiments/assignments.ts';

/** The arm that the others of an experiment are compared with. */
export const controlOf = ({ experiment, arms }: Pick<RunningExperiment, 'experiment' | 'arms'>): string => {
  if (arms.includes('holdout')) return 'holdout';
  const [journey, name] = experiment.split('/');
  const declared = specs.find((spec) => spec.name === journey)?.experiments?.find((one) => one.name === name);
  return declared?.control ?? arms[0]!;
};
