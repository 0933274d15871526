import type { Flaw } from '../../events/flaw.ts';
import type { ReportWish } from '../../experiments/report-request.ts';

const day = 86_400_000;

/** How an experiment is looked at by its page: as the address says, in whole days, percent and the store's currency. */
export interface AskedReport {
  readonly window?: number;
  readonly past: number;
  readonly margin?: number;
  readonly cap?: number;
  readonly cost?: number;
}

const usual: AskedReport = { past: 365 };

type Query = Readonly<Record<string, string>>;

interface Field {
  /** Undefined: it cannot be read. */
  readonly read: (text: string) => number | undefined;
  readonly wanted: string;
}

const days = (most: number): Field => ({
  read: (text) => within(/^\d{1,9}$/u, text, 1, most),
  wanted: `write whole days from 1 to ${most.toLocaleString('en')}`,
});
const amount = (most: number, what: string): Field => ({
  read: (text) => within(/^\d{1,10}(?:[.,]\d{1,6})?$/u, text, Number.MIN_VALUE, most),
  wanted: `write ${what} above 0 and up to ${most.toLocaleString('en')}`,
});

const within = (written: RegExp, text: string, least: number, most: number): number | undefined => {
  const read = written.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
  return read >= least && read <= most ? read : undefined;
};

const fields: Readonly<Record<keyof AskedReport, Field>> = {
  window: days(365),
  past: days(1_095),
  margin: amount(100, 'a percentage'),
  cap: amount(1_000_000, 'an amount'),
  cost: amount(1_000_000_000, 'an amount'),
};

const given = (query: Query): readonly (readonly [keyof AskedReport, string])[] =>
  (Object.keys(fields) as (keyof AskedReport)[])
    .map((name) => [name, (query[name] ?? '').trim()] as const)
    .filter(([, text]) => text !== '');

/** What is asked for; what cannot be read is left out, as if nobody had asked for it. */
export const askedReport = (query: Query): AskedReport => {
  const read = given(query).map(([name, text]) => [name, fields[name].read(text)] as const);
  return { ...usual, ...Object.fromEntries(read.filter(([, value]) => value !== undefined)) };
};

/** What of it cannot be read. */
export const askedFlaws = (query: Query): readonly Flaw[] =>
  given(query)
    .filter(([name, text]) => fields[name].read(text) === undefined)
    .map(([field]) => ({ field, problem: fields[field].wanted }));

/** The same in parts of one and instants. */
export const reportWish = ({ margin, ...asked }: AskedReport, now: number): ReportWish => ({
  ...asked,
  ...(margin !== undefined && { margin: margin / 100 }),
  since: new Date(now - 365 * day),
  until: new Date(now),
});
