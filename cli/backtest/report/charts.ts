import type { Figures } from '../results/figures.ts';
import { counted, reasonWords } from '../results/words.ts';
import { coloursOf, others, palette } from './colours.ts';
import type { Bars } from './draw.ts';

/** One chart of the report; `bars` is absent where there is nothing to draw, and `none` says so. */
export interface Chart {
  readonly title: string;
  readonly about: string;
  readonly none: string;
  readonly bars?: Bars;
}

const chart = (title: string, about: string, none: string, bars: Bars): Chart => ({
  title,
  about,
  none,
  ...(bars.places.length > 0 && { bars }),
});

/** A journey has the same colour in every chart of a report. */
interface Charted {
  readonly figures: Figures;
  /** The colour of a journey's bars; those beyond the palette share one. */
  readonly seriesOf: (journeys: readonly string[], valuesOf: (journey: string) => readonly number[]) => Bars['series'];
}

/** The report's charts, in its order. */
export const chartsOf = (figures: Figures): readonly Chart[] => {
  const colours = coloursOf(figures);
  const seriesOf: Charted['seriesOf'] = (journeys, valuesOf) => {
    const own = journeys.filter((journey) => colours.has(journey));
    const rest = journeys.filter((journey) => !colours.has(journey)).map(valuesOf);
    const named = [...colours.keys()]
      .filter((journey) => own.includes(journey))
      .map((name) => ({ name, values: valuesOf(name), colour: colours.get(name)! }));
    if (rest.length === 0) return named;
    const values = rest[0]!.map((_, index) => rest.reduce((sum, one) => sum + one[index]!, 0));
    return [...named, { name: `${counted(rest.length)} others`, values, colour: others }];
  };
  return [perDay, withheld, pressure, stopped].map((one) => one({ figures, seriesOf }));
};

const unique = <Value>(values: readonly Value[]): readonly Value[] => [...new Set(values)];

/** A longer period has only the beginnings of its months named. */
const mostDaysNamed = 45;

/** Every day of the period, also those without a message. */
const perDay = ({ figures: { perDay }, seriesOf }: Charted): Chart => {
  const days = daysBetween(perDay[0]?.day, perDay.at(-1)?.day);
  const counts = new Map(perDay.map(({ day, journey, count }) => [`${day} ${journey}`, count]));
  return chart(
    'Messages per day, by journey',
    'What would have gone out, by days of the shop.',
    'Nothing would have gone out.',
    {
      places: days,
      series: seriesOf(unique(perDay.map(({ journey }) => journey)), (name) =>
        days.map((day) => counts.get(`${day} ${name}`) ?? 0),
      ),
      stacked: true,
      ...(days.length > mostDaysNamed && { named: beginningsOfMonths(days) }),
      axes: ['day', 'messages'],
    },
  );
};

const withheld = ({ figures: { steps }, seriesOf }: Charted): Chart => {
  const kept = steps.filter(({ outcome }) => outcome === 'withheld' || outcome === 'failed');
  const totals = new Map<string, number>();
  for (const { reason, count } of kept) totals.set(reason, (totals.get(reason) ?? 0) + count);
  const reasons = [...totals].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([reason]) => reason);
  const countOf = (journey: string, reason: string): number =>
    kept.filter((one) => one.journey === journey && one.reason === reason).reduce((sum, { count }) => sum + count, 0);
  return chart(
    'Why messages were withheld',
    'Steps that a run reached and that the gate refused, by the first reason.',
    'Nothing was withheld.',
    {
      places: reasons.map((reason) => `${reasonWords(reason)}: ${counted(totals.get(reason)!)}`),
      series: seriesOf(unique(kept.map(({ journey }) => journey)), (name) =>
        reasons.map((reason) => countOf(name, reason)),
      ),
      stacked: true,
      lying: true,
      axes: ['reason', 'steps'],
    },
  );
};

const pressure = ({ figures: { pressure, fullestWeek, customers, reached } }: Charted): Chart => {
  const most = Math.max(0, ...[...pressure, ...fullestWeek].map(({ messages }) => messages));
  const places = Array.from({ length: most }, (_, index) => index + 1);
  const of = (counts: Figures['pressure']) =>
    places.map((messages) => counts.find((one) => one.messages === messages)?.customers ?? 0);
  return chart(
    'Pressure per customer',
    'How many customers got how many messages: in all, and in their fullest seven days. ' +
      `${counted(customers - reached)} of ${counted(customers)} got none.`,
    'Nobody would have got a message.',
    {
      places: places.map(String),
      series: [
        { name: 'in the whole period', values: of(pressure), colour: palette[0] },
        { name: 'in the fullest seven days', values: of(fullestWeek), colour: palette[1] },
      ],
      axes: ['messages', 'customers'],
    },
  );
};

const stopped = ({ figures: { stopped }, seriesOf }: Charted): Chart => {
  const most = Math.max(-1, ...stopped.map(({ after }) => after));
  const places = Array.from({ length: most + 1 }, (_, index) => index);
  return chart(
    'Purchases that stopped a run',
    'Runs that a purchase ended, by how many messages they had sent before. Nothing followed.',
    'No purchase stopped a run.',
    {
      places: places.map((after) => (after === 0 ? 'none' : String(after))),
      series: seriesOf(unique(stopped.map(({ journey }) => journey)), (name) =>
        places.map((after) => stopped.find((one) => one.journey === name && one.after === after)?.count ?? 0),
      ),
      stacked: true,
      axes: ['messages sent before', 'runs'],
    },
  );
};

const beginningsOfMonths = (days: readonly string[]): ReadonlyMap<number, string> =>
  new Map(days.flatMap((day, index) => (day.endsWith('-01') ? [[index, day.slice(0, 7)]] : [])));

const daysBetween = (first: string | undefined, last: string | undefined): readonly string[] => {
  if (first === undefined || last === undefined) return [];
  const count = Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000) + 1;
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(first) + index * 86_400_000).toISOString().slice(0, 10),
  );
};
