import type { Figures } from '../results/figures.ts';

/** Colours that stay apart for people who see few (P. Okabe, M. Ito: Color Universal Design, 2008). */
export const palette = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#a6a600'] as const;

/** What all beyond the palette share: more colours than that nobody tells apart. */
export const others = '#8c8c8c';

/** The colours of the journeys with the most runs and steps, the most first. */
export const coloursOf = ({ steps, runs }: Figures): ReadonlyMap<string, string> => {
  const totals = new Map<string, number>();
  for (const { journey, count } of [...steps, ...runs]) totals.set(journey, (totals.get(journey) ?? 0) + count);
  const journeys = [...totals].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([journey]) => journey);
  // One alone needs no others to share with.
  const most = journeys.length === palette.length + 1 ? journeys.length : palette.length;
  return new Map(journeys.slice(0, most).map((journey, index) => [journey, palette[index] ?? others]));
};
