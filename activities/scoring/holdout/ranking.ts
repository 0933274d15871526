/**
 * AUC: the probability that who bought was ranked above who did not, equal scores counting a half (Mann and Whitney 1947).
 * NaN when all bought, or nobody.
 */
export const areaUnderCurve = (
  score: ArrayLike<number>,
  bought: ArrayLike<number>,
  weight: ArrayLike<number>,
): number => {
  const order = Array.from(score, (_, i) => i).toSorted((a, b) => score[a]! - score[b]!);
  let below = 0;
  let won = 0;
  let buyers = 0;
  for (let from = 0; from < order.length;) {
    let [yes, no, to] = [0, 0, from];
    for (; to < order.length && score[order[to]!] === score[order[from]!]; to += 1) {
      const i = order[to]!;
      if (bought[i]! > 0) yes += weight[i]!;
      else no += weight[i]!;
    }
    won += yes * (below + no / 2);
    below += no;
    buyers += yes;
    from = to;
  }
  return won / (buyers * below);
};
