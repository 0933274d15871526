import { formatCount } from '../parts/words.ts';
import type { Chart } from './chart.ts';

/** A chart's figures as a table, for whoever cannot see it or wants them exactly. */
export interface Figures {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export const figuresOf = (chart: Chart): Figures => {
  switch (chart.kind) {
    case 'band':
      return {
        head: ['Until', 'Estimate', 'At least', 'At most'],
        rows: chart.points.map(({ at, range }) =>
          range
            ? [at, chart.format(range.value), chart.format(range.low), chart.format(range.high)]
            : [at, 'not told', '', ''],
        ),
      };
    case 'ranges':
      return {
        head: ['What', 'Estimate', 'At least', 'At most'],
        rows: chart.rows.map(({ name, value, low, high }) => [name, ...[value, low, high].map(chart.format)]),
      };
    case 'bars':
      return {
        head: ['What', ...chart.series.map(({ name }) => name)],
        rows: chart.places.map((place, at) => [
          place,
          ...chart.series.map(({ values }) => formatCount(values[at] ?? 0)),
        ]),
      };
    case 'lines':
      return {
        head: ['On', ...chart.series.map(({ name }) => name)],
        rows: chart.at.map((day, at) => [day, ...chart.series.map(({ values }) => cell(values[at]))]),
      };
    default:
      return chart satisfies never;
  }
};

const cell = (value: number | null | undefined): string =>
  value === null || value === undefined ? 'not known' : formatCount(value);
