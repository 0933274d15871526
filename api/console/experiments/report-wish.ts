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

/** What is asked for; what cannot be read is left out, as if nobody had asked for it. */
export const askedReport = (query: Readonly<Record<string, string>>): AskedReport => {
  const window = whole(query['window'], 365);
  return {
    ...usual,
    ...given('window', window),
    ...given('past', whole(query['past'], 1_095)),
    ...given('margin', number(query['margin'], 100)),
    ...given('cap', number(query['cap'], 1_000_000)),
    ...given('cost', number(query['cost'], 1_000_000_000)),
  };
};

const given = (name: keyof AskedReport, value: number | undefined): Partial<AskedReport> =>
  value === undefined ? {} : { [name]: value };

const whole = (text: string | undefined, most: number): number | undefined => {
  const read = text !== undefined && /^\d{1,9}$/u.test(text) ? Number(text) : 0;
  return read >= 1 && read <= most ? read : undefined;
};

const number = (text: string | undefined, most: number): number | undefined => {
  const read = text !== undefined && /^\d{1,10}(?:[.,]\d{1,6})?$/u.test(text) ? Number(text.replace(',', '.')) : -1;
  return read > 0 && read <= most ? read : undefined;
};

/** The same in parts of one and instants. */
export const reportWish = ({ margin, ...asked }: AskedReport, now: number): ReportWish => ({
  ...asked,
  ...(margin !== undefined && { margin: margin / 100 }),
  since: new Date(now - 365 * day),
  until: new Date(now),
});
