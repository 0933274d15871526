import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Chart } from './chart.ts';
import { type ChartWidth, chartWidths } from './option.ts';
import { optionOf } from './options.ts';

use([BarChart, LineChart, ScatterChart, GridComponent, LegendComponent, MarkLineComponent, SVGRenderer]);

/**
 * Draws a chart as an SVG that stands in a page: its colours are the page's (custom properties, so that they follow light and
 * dark), its text has the page's font, and it has no style of its own, which the page's content policy forbids. The same chart
 * gives the same bytes.
 */
export const drawChart = (chart: Chart, width: ChartWidth): string => {
  const { option, height } = optionOf(chart, width);
  const drawn = init(null, null, { renderer: 'svg', ssr: true, width: chartWidths[width], height });
  drawn.setOption(option);
  const svg = drawn.renderToSVGString();
  drawn.dispose();
  return (
    svg
      .replaceAll(/ (?:style|class|ecmeta_\w+)="[^"]*"/gu, '')
      .replaceAll(/<style[^]*?<\/style>/gu, '')
      // Counted over all charts of the process.
      .replaceAll(/\bzr\d+-/gu, `${chart.id}-${width}-`)
  );
};
