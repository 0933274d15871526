import {
  type ClockHours,
  type QuietHoursPolicy,
  type SendingHours,
  weekdays,
} from '../../../domain/policy/quiet-hours.ts';
import { isMeant, keptRow, rowsOf, rowTexts, textOf, written } from './rows.ts';
import type { SectionForm, Texts } from './form.ts';

/** What may be said of public holidays; `own`: hours of their own. */
export const holidayChoices = ['quiet', 'like the weekday', 'own'] as const;

const times = [...weekdays, 'holidays'].flatMap((day) => [`${day}.from`, `${day}.to`]);

/** Quiet hours as a form has them: one kind of message an entry, two times a day; a day without them is quiet. */
export const quietHoursForm: SectionForm<QuietHoursPolicy> = {
  texts: ({ sending, spread }) => ({
    spread,
    ...Object.assign({}, ...sending.map((hours, row) => keptRow('sending', row, hoursTexts(hours)))),
  }),
  read(texts) {
    const meant = rowsOf('sending', texts).filter((row) =>
      isMeant(rowTexts('sending', row, texts), ['countries', ...times]),
    );
    const sending = meant.map((row) => readHours(rowTexts('sending', row, texts)));
    return {
      policy: { sending, spread: texts['spread'] ?? '' },
      flaws: [],
      nameOf: (path) =>
        path
          .replace(/^sending\.(\d+)/u, (_, index: string) => `sending.${meant[Number(index)]}`)
          .replace(/\.week\./u, '.')
          .replace(/\.publicHolidays/u, '.holidays')
          .replace(/\.countries\.\d+$/u, '.countries'),
    };
  },
};

const hoursTexts = ({ channel, purpose, countries, week, publicHolidays }: SendingHours): Texts => ({
  channel,
  purpose,
  countries: countries?.join(', ') ?? '',
  ...Object.assign({}, ...weekdays.map((day) => clockTexts(day, week[day]))),
  ...(typeof publicHolidays === 'string'
    ? { holidays: publicHolidays }
    : { holidays: 'own', ...clockTexts('holidays', publicHolidays) }),
});

const clockTexts = (day: string, hours: ClockHours | undefined): Texts =>
  hours ? { [`${day}.from`]: hours.from, [`${day}.to`]: hours.to } : {};

const readHours = (row: Texts): object => {
  const hoursOf = (day: string): object | undefined => {
    const [from, to] = [textOf(row[`${day}.from`]), textOf(row[`${day}.to`])];
    return from === undefined && to === undefined ? undefined : { from: from ?? '', to: to ?? '' };
  };
  const countries = textOf(row['countries'])
    ?.split(/[\s,;]+/u)
    .filter((one) => one !== '')
    .map((one) => one.toUpperCase());
  return written({
    channel: row['channel'],
    purpose: row['purpose'],
    countries,
    week: written(Object.fromEntries(weekdays.map((day) => [day, hoursOf(day)]))),
    publicHolidays: row['holidays'] === 'own' ? (hoursOf('holidays') ?? { from: '', to: '' }) : row['holidays'],
  });
};
