import type { Chart } from './chart.ts';
import { drawChart } from './draw.ts';
import { figuresOf } from './figures.ts';
import type { ChartWidth } from './option.ts';

/** A chart that was drawn for every width. */
export interface Drawn {
  readonly chart: Chart;
  readonly svg: Readonly<Record<ChartWidth, string>>;
}

/** Draws a chart once for all who look: some ten milliseconds. */
export const drawn = (chart: Chart): Drawn => ({
  chart,
  svg: { wide: drawChart(chart, 'wide'), narrow: drawChart(chart, 'narrow') },
});

/** A chart with its title, and its figures as a table. */
export const ChartFigure = ({ of: { chart, svg } }: { readonly of: Drawn }) => {
  const { head, rows } = figuresOf(chart);
  return (
    <figure className="chart" id={`chart-${chart.id}`}>
      <figcaption>{chart.title}</figcaption>
      <div className="wide-drawn" role="img" aria-label={chart.about} dangerouslySetInnerHTML={{ __html: svg.wide }} />
      <div
        className="narrow-drawn"
        role="img"
        aria-label={chart.about}
        dangerouslySetInnerHTML={{ __html: svg.narrow }}
      />
      <details>
        <summary>Figures</summary>
        <table>
          <caption className="hidden">{chart.title}</caption>
          <thead>
            <tr>
              {head.map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.join(' ')}>
                {row.map((value, column) => (
                  <td key={head[column]} data-of={head[column]}>
                    {value}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
};
