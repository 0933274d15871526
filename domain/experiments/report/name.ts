/** What an experiment is about, in words: `all marketing (2026-Q4)`, `cartAbandonment`, `cartAbandonment/cart-offer`. */
export const experimentInWords = (experiment: string, arms: readonly string[]): string => {
  if (!arms.includes('holdout')) return experiment;
  const [, journey, period] = /^.*?([^/]+)\/([^/]+)$/u.exec(experiment) ?? [];
  if (journey === undefined || period === undefined) return experiment;
  const what = journey === 'all' ? 'all marketing' : journey;
  return period === 'always' ? what : `${what} (${period})`;
};
