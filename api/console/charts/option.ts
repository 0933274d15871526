import type { BarSeriesOption, LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type { GridComponentOption, LegendComponentOption, MarkLineComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';

/** What charts are made of. */
export type Option = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | ScatterSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | MarkLineComponentOption
>;

/** Widths that a chart is drawn for, in CSS pixels: a page's column, and a telephone. */
export const chartWidths = { wide: 760, narrow: 330 } as const;
export type ChartWidth = keyof typeof chartWidths;
