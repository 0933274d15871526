/** Where the decisions about an experiment are registered. */
export const decisionUrl = (store: string, experiment: string): string =>
  `/experiments/decision?${new URLSearchParams({ store, experiment }).toString()}`;
