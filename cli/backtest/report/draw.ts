import type { BarSeriesOption } from 'echarts/charts';
import { BarChart } from 'echarts/charts';
import type { GridComponentOption, LegendComponentOption } from 'echarts/components';
import { GridComponent, LegendComponent } from 'echarts/components';
import { type ComposeOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, GridComponent, LegendComponent, SVGRenderer]);

type Option = ComposeOption<BarSeriesOption | GridComponentOption | LegendComponentOption>;

/** Bars over named places, one colour a series. */
export interface Bars {
  readonly places: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[]; readonly colour: string }[];
  readonly stacked?: boolean;
  /** Names of places are long: bars lie down, the first on top. */
  readonly lying?: boolean;
  /** The names of places as the axis shows them, where not all are shown; by their index. */
  readonly named?: ReadonlyMap<number, string>;
  /** The names of the series stand in the picture, which is looked at by itself. */
  readonly legend?: boolean;
  /** What a place is, and what is counted. */
  readonly axes: readonly [place: string, value: string];
}

/** A chart is drawn for a desk and for a phone: one that is scaled down could not be read. */
export type Room = 'wide' | 'narrow';
const rooms = {
  wide: { width: 760, height: 300, letters: 40 },
  narrow: { width: 340, height: 260, letters: 20 },
} as const;

/** The most that a letter is wide, and that a line is high, in pixels. */
const letter = { width: 7.2, height: 15 } as const;

const compact = new Intl.NumberFormat('en-US', { notation: 'compact' });

/** The page's own colour, in light and in dark. */
const ink = 'currentColor';
const text = { fontFamily: 'system-ui, sans-serif', fontSize: 12, color: ink } as const;
const line = { color: ink, opacity: 0.25 } as const;

/** Draws bars as an SVG of its own, with nothing to load and nothing to run. */
export const drawBars = (bars: Bars, room: Room): string => {
  const { places, series, stacked = false, lying = false, named, legend = false, axes } = bars;
  const { width, height: upright, letters } = rooms[room];
  const names = lying ? places.map((place) => inLines(place, letters)) : [...places];
  const lines = Math.max(1, ...names.map((name) => name.split('\n').length));
  const height = lying ? 56 + (lines * letter.height + 12) * places.length : upright;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  const axisLine = { show: true, lineStyle: line };
  const title = { nameLocation: 'middle' as const, nameTextStyle: text };
  const byPlace = {
    type: 'category' as const,
    data: names,
    ...title,
    ...(lying ? {} : { name: axes[0], nameGap: 28 }),
    inverse: lying,
    axisLine,
    axisTick: { show: false },
    axisLabel: {
      ...text,
      hideOverlap: true,
      ...(named && {
        interval: (index: number) => named.has(index),
        formatter: (_: string, index: number) => named.get(index) ?? '',
      }),
      ...(lying && { lineHeight: letter.height, interval: 0 }),
    },
  };
  const byValue = {
    type: 'value' as const,
    name: axes[1],
    ...title,
    ...(lying ? { nameGap: 28 } : { nameGap: 44 }),
    minInterval: 1,
    splitNumber: room === 'wide' ? 5 : 3,
    splitLine: { lineStyle: line },
    axisLabel: { ...text, formatter: (value: number) => compact.format(value) },
  };
  const option: Option = {
    animation: false,
    textStyle: text,
    ...(legend && { legend: { top: 0, textStyle: text } }),
    grid: {
      left: lying ? letters * letter.width + 14 : 62,
      right: 36,
      top: legend ? 40 : 12,
      bottom: 46,
    },
    ...(lying ? { xAxis: byValue, yAxis: byPlace } : { xAxis: byPlace, yAxis: byValue }),
    series: series.map(({ name, values, colour }) => ({
      type: 'bar',
      name,
      data: [...values],
      itemStyle: { color: colour },
      barMaxWidth: 24,
      silent: true,
      emphasis: { disabled: true },
      ...(stacked && { stack: 'all' }),
    })),
  };
  chart.setOption(option);
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
};

/** Broken between words, so that no line has more than so many letters. */
const inLines = (name: string, letters: number): string => {
  const lines: string[] = [];
  for (const word of name.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= letters) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
};
