import type { Band, Bars, Chart, Lines, Ranges } from './chart.ts';
import type { ChartWidth, Option } from './option.ts';

/** A chart as its drawing wants it, with its height in CSS pixels. */
export const optionOf = (chart: Chart, width: ChartWidth): { readonly option: Option; readonly height: number } => {
  switch (chart.kind) {
    case 'band':
      return band(chart);
    case 'bars':
      return bars(chart);
    case 'ranges':
      return ranges(chart, width);
    case 'lines':
      return lines(chart);
    default:
      return chart satisfies never;
  }
};

/** The page's own colours (console.css). */
const series = ['var(--chart-1)', 'var(--chart-2)', 'var(--chart-3)', 'var(--chart-4)', 'var(--chart-5)'];
const text = { color: 'var(--soft)', fontSize: 12 } as const;
const quiet = { silent: true, emphasis: { disabled: true } } as const;
const frame = { animation: false, color: series, textStyle: text } as const;

/** The frame holds the labels of its axes too. */
const inBounds = { outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' } as const;

const places = (data: readonly string[]) => ({
  type: 'category' as const,
  data: [...data],
  axisLabel: { ...text, hideOverlap: true },
  axisLine: { lineStyle: { color: 'var(--rule)' } },
  axisTick: { show: false },
});

const values = (format: (value: number) => string, splitNumber = 5) => ({
  type: 'value' as const,
  splitNumber,
  axisLabel: { ...text, formatter: (value: number) => withoutCents(format(value)), hideOverlap: true },
  splitLine: { lineStyle: { color: 'var(--rule)' } },
});

/** `25.00 €` as `25 €`: the steps of an axis are round. */
const withoutCents = (words: string): string => words.replace(/\.0+(?=\D|$)/u, '');

const count = (value: number): string => value.toLocaleString('en');

const legend = (names: readonly string[]) =>
  names.length > 1
    ? { legend: { top: 0, left: 0, data: [...names], textStyle: text, itemGap: 28, itemHeight: 10, itemWidth: 18 } }
    : {};

/** What a value is compared with: a dashed line. */
const dashed = { color: 'var(--soft)', type: 'dashed' as const, width: 1 };

const band = ({ points, format }: Band) => {
  const of = (told: (range: { value: number; low: number; high: number }) => number) =>
    points.map(({ range }) => (range ? told(range) : null));
  const line = { type: 'line' as const, symbol: 'none', ...quiet };
  const hidden = { opacity: 0 };
  const option: Option = {
    ...frame,
    grid: { left: 8, right: 16, top: 16, bottom: 8, ...inBounds },
    xAxis: { ...places(points.map(({ at }) => at)), boundaryGap: false, axisLine: { show: false } },
    yAxis: values(format),
    series: [
      // The band stands on its lower bound, which is not seen.
      { ...line, data: of(({ low }) => low), stack: 'band', stackStrategy: 'all', lineStyle: hidden },
      {
        ...line,
        data: of(({ low, high }) => high - low),
        stack: 'band',
        stackStrategy: 'all',
        lineStyle: hidden,
        areaStyle: { color: 'var(--chart-1)', opacity: 0.18 },
      },
      {
        ...line,
        data: of(({ value }) => value),
        lineStyle: { color: 'var(--chart-1)', width: 2 },
        markLine: { ...quiet, symbol: 'none', label: { show: false }, lineStyle: dashed, data: [{ yAxis: 0 }] },
      },
    ],
  };
  return { option, height: 280 };
};

const bars = ({ places: names, series: own }: Bars) => {
  const option: Option = {
    ...frame,
    ...legend(own.map(({ name }) => name)),
    grid: { left: 8, right: 56, top: own.length > 1 ? 32 : 8, bottom: 8, ...inBounds },
    xAxis: values(count, 4),
    yAxis: { ...places(names), inverse: true },
    series: own.map(({ name, values: data }) => ({
      type: 'bar',
      name,
      data: [...data],
      barMaxWidth: 18,
      ...quiet,
      label: { ...text, show: true, position: 'right', formatter: ({ value }) => count(Number(value)) },
    })),
  };
  return { option, height: 60 + names.length * (16 + own.length * 22) };
};

const ranges = ({ rows, marks, format }: Ranges, width: ChartWidth) => {
  const bar = { type: 'bar' as const, stack: 'range', stackStrategy: 'all' as const, barWidth: 14, ...quiet };
  const option: Option = {
    ...frame,
    grid: { left: 8, right: 24, top: 28, bottom: 8, ...inBounds },
    xAxis: { ...values(format, width === 'wide' ? 6 : 3), scale: false },
    yAxis: { ...places(rows.map(({ name }) => name)), inverse: true },
    series: [
      { ...bar, data: rows.map(({ low }) => low), itemStyle: { color: 'none' } },
      {
        ...bar,
        data: rows.map(({ low, high }) => high - low),
        itemStyle: { color: 'var(--chart-1)', opacity: 0.45, borderRadius: 3 },
      },
      {
        type: 'scatter',
        data: rows.map(({ value }, index) => [value, index]),
        symbolSize: 11,
        itemStyle: { color: 'var(--chart-1)' },
        ...quiet,
        markLine: {
          ...quiet,
          symbol: 'none',
          lineStyle: dashed,
          label: { ...text, formatter: '{b}', position: 'start' },
          data: apart(marks, rows).map(({ at, name }) => ({ name, xAxis: at })),
        },
      },
    ],
  };
  return { option, height: 76 + 40 * rows.length };
};

/** Marks so near each other that their names would lie over each other are one. */
const apart = (marks: Ranges['marks'], rows: Ranges['rows']): Ranges['marks'] => {
  const ends = [...rows.flatMap(({ low, high }) => [low, high]), ...marks.map(({ at }) => at)];
  const near = (Math.max(...ends) - Math.min(...ends)) / 6;
  return marks.reduce<Ranges['marks']>((kept, mark) => {
    const other = kept.find(({ at }) => Math.abs(at - mark.at) < near);
    const joined = other && { at: other.at, name: `${other.name}, ${mark.name}` };
    return joined ? kept.map((one) => (one === other ? joined : one)) : [...kept, mark];
  }, []);
};

const lines = ({ at, series: own }: Lines) => {
  const option: Option = {
    ...frame,
    ...legend(own.map(({ name }) => name)),
    grid: { left: 8, right: 20, top: own.length > 1 ? 36 : 16, bottom: 8, ...inBounds },
    xAxis: { ...places(at), boundaryGap: false },
    yAxis: { ...values(count), minInterval: 1 },
    series: own.map(({ name, values: data }) => ({
      type: 'line',
      name,
      data: [...data],
      // Points that stand alone are no line.
      symbol: data.length <= 31 ? 'circle' : 'none',
      symbolSize: 5,
      lineStyle: { width: 2 },
      ...quiet,
    })),
  };
  return { option, height: 260 };
};
