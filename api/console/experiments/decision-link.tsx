import { useConsole } from '../parts/context.ts';
import { withQuery } from '../parts/bits.tsx';

/** To where it is registered how an experiment is decided. */
export const DecisionLink = ({ experiment, words }: { readonly experiment: string; readonly words: string }) => (
  <a href={withQuery(`/experiments/decision${useConsole().storeQuery}`, { experiment })}>{words}</a>
);
