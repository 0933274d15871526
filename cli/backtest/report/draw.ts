import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { type ComposeOption, init, use } from 'echarts/core';
import type { BarSeriesOption } from 'echarts/charts';
import type { GridComponentOption, LegendComponentOption } from 'echarts/components';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, GridComponent, LegendComponent, SVGRenderer]);

type Option = ComposeOption<BarSeriesOption | GridComponentOption | LegendComponentOption>;

/** Colours that stay apart for people who see few (P. Okabe, M. Ito: Color Universal Design, 2008). */
const palette = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#8a8a00', '#555555'];

const text = { fontFamily: 'system-ui, sans-serif', fontSize: 12 } as const;

/** Bars over named places, one colour a series. */
export interface Bars {
  readonly places: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
  readonly stacked?: boolean;
  /** Names of places are long: bars lie down, the first on top. */
  readonly lying?: boolean;
  /** What a place is, and what is counted. */
  readonly axes: readonly [place: string, value: string];
}

const width = 900;

/** Draws bars as an SVG of its own, with nothing to load and nothing to run. */
export const drawBars = ({ places, series, stacked = false, lying = false, axes }: Bars): string => {
  const height = lying ? 90 + 26 * places.length * (stacked ? 1 : Math.max(1, series.length * 0.7)) : 320;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  const byPlace = {
    type: 'category' as const,
    data: [...places],
    name: axes[0],
    nameLocation: 'middle' as const,
    nameGap: 30,
    inverse: lying,
    axisLabel: text,
  };
  const byValue = { type: 'value' as const, name: axes[1], minInterval: 1, axisLabel: text };
  const option: Option = {
    animation: false,
    color: palette,
    textStyle: text,
    ...(series.length > 1 && { legend: { top: 0, textStyle: text } }),
    grid: { left: 12, right: 30, top: series.length > 1 ? 44 : 28, bottom: lying ? 12 : 40, containLabel: true },
    ...(lying ? { xAxis: byValue, yAxis: { ...byPlace, name: '' } } : { xAxis: byPlace, yAxis: byValue }),
    series: series.map(({ name, values }) => ({
      type: 'bar',
      name,
      data: [...values],
      barMaxWidth: 28,
      ...(stacked && { stack: 'all' }),
      ...(lying && !stacked && { label: { show: true, position: 'right', fontSize: 12 } }),
    })),
  };
  chart.setOption(option);
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
};
