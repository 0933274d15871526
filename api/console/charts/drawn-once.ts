import type { Lines } from './chart.ts';
import { drawn, type Drawn } from './figure.tsx';

/** Pictures that are kept. */
const most = 200;
const kept = new Map<string, Drawn>();

/** A chart of amounts over time, drawn again only when it shows something else: open pages ask for theirs every second. */
export const drawnOnce = (chart: Lines): Drawn => {
  const name = JSON.stringify(chart);
  const known = kept.get(name);
  if (known) return known;
  if (kept.size >= most) kept.delete(kept.keys().next().value!);
  const made = drawn(chart);
  kept.set(name, made);
  return made;
};
