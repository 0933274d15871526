import { expect, test } from 'vitest';
import type { Chart } from '../../api/console/charts/chart.ts';
import { drawChart } from '../../api/console/charts/draw.ts';
import { figuresOf } from '../../api/console/charts/figures.ts';

const euros = (amount: number): string => `${amount < 0 ? '−' : ''}${Math.abs(amount / 100).toFixed(2)} €`;
const range = (value: number, reach: number) => ({ value, low: value - reach, high: value + reach });
const about = { title: 'A chart', about: 'What it shows.' };

const charts: readonly Chart[] = [
  {
    ...about,
    kind: 'band',
    id: 'effect',
    points: [{ at: '1 Oct' }, { at: '2 Oct', range: range(300, 900) }, { at: '3 Oct', range: range(-250, 400) }],
    format: euros,
  },
  {
    ...about,
    kind: 'bars',
    id: 'arms',
    places: ['holdout', '<b>&"treated"'],
    series: [
      { name: 'are in it', values: [1_000, 4_000] },
      { name: 'were to be', values: [1_000, 4_000] },
    ],
  },
  {
    ...about,
    kind: 'ranges',
    id: 'incremental',
    rows: [{ name: 'treated', ...range(2_000_000, 3_000_000) }],
    marks: [
      { at: 0, name: 'nothing' },
      { at: 30_000, name: 'its cost' },
    ],
    format: (amount) => `${(amount / 100).toLocaleString('en')} €`,
  },
  { ...about, kind: 'lines', id: 'sizes', at: ['1 Oct', '2 Oct'], series: [{ name: 'VIP', values: [null, 12] }] },
];

test.each(charts)('$kind: drawn for both widths within what the pages’ content policy allows', (chart) => {
  for (const width of ['wide', 'narrow'] as const) {
    const svg = drawChart(chart, width);
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 \d+ \d+"/u);
    expect(svg).not.toMatch(/style=|<style|<script|NaN|Infinity|undefined/u);
    expect(drawChart(chart, width)).toBe(svg);
  }
});

test('names are text, whatever they hold', () => {
  expect(drawChart(charts[1]!, 'wide')).toContain('&lt;b&gt;&amp;&quot;treated&quot;');
});

const texts = (chart: Chart) => [...drawChart(chart, 'wide').matchAll(/>([^<>]*\d[^<>]*)</gu)].map(([, text]) => text);

test('the steps of an axis keep their thousands and lose their cents', () => {
  expect(texts(charts[1]!)).toContain('4,000');
  expect(texts(charts[2]!)).toEqual(expect.arrayContaining(['0 €', '40,000 €']));
  expect(texts(charts[0]!)).toEqual(expect.arrayContaining(['−6 €', '12 €']));
});

test('marks that lie near each other share one name', () => {
  expect(drawChart(charts[2]!, 'wide')).toContain('nothing, its cost');
});

test('what a chart shows stands beside it as a table', () => {
  expect(figuresOf(charts[0]!).rows).toEqual([
    ['1 Oct', 'not told', '', ''],
    ['2 Oct', '3.00 €', '−6.00 €', '12.00 €'],
    ['3 Oct', '−2.50 €', '−6.50 €', '1.50 €'],
  ]);
  expect(figuresOf(charts[3]!).rows).toEqual([
    ['1 Oct', 'not known'],
    ['2 Oct', '12'],
  ]);
});
