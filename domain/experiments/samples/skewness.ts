/** How far a few large outcomes pull the mean: the third moment of the sample; undefined where there is no spread. */
export const skewnessOf = (outcomes: readonly number[]): number | undefined => {
  const mean = outcomes.reduce((sum, one) => sum + one, 0) / (outcomes.length || 1);
  const squares = outcomes.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (outcomes.length || 1);
  if (!(squares > 0)) return undefined;
  const cubes = outcomes.reduce((sum, one) => sum + (one - mean) ** 3, 0) / outcomes.length;
  return cubes / squares ** 1.5;
};
