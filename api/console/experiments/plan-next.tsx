import { isKnown } from '../../../domain/experiments/answer.ts';
import type { ExperimentReport } from '../../../domain/experiments/report/report.ts';
import { useConsole } from '../parts/context.ts';
import { withQuery } from '../parts/bits.tsx';
import { unitsOf } from './plan-wish.ts';

/** The way to plan another experiment from what this one's control is like. */
export const PlanNext = ({ report }: { readonly report: ExperimentReport }) => {
  const { storeQuery } = useConsole();
  const control = report.arms.find(({ name }) => name === report.control);
  if (!control || control.customers < 2 || !(control.mean > 0) || !(control.variance > 0)) return null;
  const total = report.arms.reduce((sum, { customers }) => sum + customers, 0);
  const correlation = isKnown(report.analysis) ? Math.sqrt(report.analysis.explained) : 0;
  const figures = {
    mean: unitsOf(control.mean, report.currency),
    deviation: unitsOf(Math.sqrt(control.variance), report.currency),
    holdout: ((control.customers / total) * 100).toFixed(1),
    correlation: (correlation * 100).toFixed(0),
    lift: '10',
  };
  return (
    <p>
      <a href={withQuery(`/experiments/plan${storeQuery}`, figures)}>How many customers would show a change of 10 %?</a>
    </p>
  );
};
