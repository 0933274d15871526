import type { Figures } from '../results/figures.ts';
import { reasonWords } from '../results/words.ts';
import { type Bars, drawBars } from './draw.ts';

/** One chart of the report; `svg` is absent where there is nothing to draw. */
export interface Chart {
  readonly title: string;
  readonly about: string;
  readonly svg?: string;
}

const unique = <Value>(values: readonly Value[]): readonly Value[] => [...new Set(values)];

const chart = (title: string, about: string, bars: Bars): Chart => ({
  title,
  about,
  ...(bars.places.length > 0 && { svg: drawBars(bars) }),
});

/** The report's charts, in its order. */
export const chartsOf = (figures: Figures): readonly Chart[] => [
  perDay(figures),
  withheld(figures),
  pressure(figures),
  stopped(figures),
];

/** Every day of the period, also those without a message. */
const perDay = ({ perDay }: Figures): Chart => {
  const days = daysBetween(perDay[0]?.day, perDay.at(-1)?.day);
  const journeys = unique(perDay.map(({ journey }) => journey));
  const counts = new Map(perDay.map(({ day, journey, count }) => [`${day} ${journey}`, count]));
  return chart('Messages per day, by journey', 'What would have gone out, by days of the shop.', {
    places: days,
    series: journeys.map((name) => ({ name, values: days.map((day) => counts.get(`${day} ${name}`) ?? 0) })),
    stacked: true,
    axes: ['day', 'messages'],
  });
};

const withheld = ({ steps }: Figures): Chart => {
  const kept = steps.filter(({ outcome }) => outcome === 'withheld' || outcome === 'failed');
  const totals = new Map<string, number>();
  for (const { reason, count } of kept) totals.set(reason, (totals.get(reason) ?? 0) + count);
  const reasons = [...totals].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([reason]) => reason);
  const journeys = unique(kept.map(({ journey }) => journey));
  const countOf = (journey: string, reason: string): number =>
    kept.filter((one) => one.journey === journey && one.reason === reason).reduce((sum, { count }) => sum + count, 0);
  return chart(
    'Why messages were withheld',
    'Steps that a run reached and that the gate refused, by the first reason.',
    {
      places: reasons.map(reasonWords),
      series: journeys.map((name) => ({ name, values: reasons.map((reason) => countOf(name, reason)) })),
      stacked: true,
      lying: true,
      axes: ['reason', 'steps'],
    },
  );
};

const pressure = ({ pressure, fullestWeek }: Figures): Chart => {
  const most = Math.max(0, ...[...pressure, ...fullestWeek].map(({ messages }) => messages));
  const places = Array.from({ length: most + 1 }, (_, index) => index);
  const of = (counts: Figures['pressure']) =>
    places.map((messages) => counts.find((one) => one.messages === messages)?.customers ?? 0);
  return chart(
    'Pressure per customer',
    'How many customers got how many messages: in all, and in their fullest seven days.',
    {
      places: most === 0 ? [] : places.slice(1).map(String),
      series: [
        { name: 'in the whole period', values: of(pressure).slice(1) },
        { name: 'in the fullest seven days', values: of(fullestWeek).slice(1) },
      ],
      axes: ['messages', 'customers'],
    },
  );
};

const stopped = ({ stopped }: Figures): Chart => {
  const journeys = unique(stopped.map(({ journey }) => journey));
  const most = Math.max(-1, ...stopped.map(({ after }) => after));
  const places = Array.from({ length: most + 1 }, (_, index) => index);
  return chart(
    'Purchases that stopped a run',
    'By how many messages the run had sent before: nothing followed the purchase.',
    {
      places: places.map((after) => (after === 0 ? 'before any message' : `after ${after}`)),
      series: journeys.map((name) => ({
        name,
        values: places.map((after) => stopped.find((one) => one.journey === name && one.after === after)?.count ?? 0),
      })),
      stacked: true,
      axes: ['messages sent before', 'runs'],
    },
  );
};

const daysBetween = (first: string | undefined, last: string | undefined): readonly string[] => {
  if (first === undefined || last === undefined) return [];
  const count = Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000) + 1;
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(first) + index * 86_400_000).toISOString().slice(0, 10),
  );
};
