import type { StoreRow } from '../../../db/shop/stores.ts';
import type { AskedReport } from './report-wish.ts';

interface FormProps {
  readonly store: StoreRow;
  readonly experiment: string;
  readonly asked: AskedReport;
}

/** How the experiment is looked at. */
export const ReportForm = ({ store, experiment, asked }: FormProps) => (
  <details {...(Object.keys(asked).length > 1 && { open: true })}>
    <summary>Look at it otherwise</summary>
    <form action="/experiments/report" className="figures-form">
      <input type="hidden" name="store" value={store.id} />
      <input type="hidden" name="experiment" value={experiment} />
      <Field
        name="window"
        label="Orders of so many days after the assignment"
        value={asked.window}
        placeholder="until now"
      />
      <Field name="past" label="Days before that count as the past" value={asked.past} />
      <Field name="margin" label="Margin in prices, in percent" value={asked.margin} placeholder="count revenue" />
      <Field
        name="cap"
        label={`Count each customer up to, in ${store.currency}`}
        value={asked.cap}
        placeholder="no limit"
      />
      <Field
        name="cost"
        label={`What it cost in all, in ${store.currency}`}
        value={asked.cost}
        placeholder="not known"
      />
      <button>Show</button>
    </form>
  </details>
);

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: number | undefined;
  readonly placeholder?: string;
}

/** A number that may be left out. */
export const Field = ({ name, label, value, placeholder }: FieldProps) => (
  <label>
    {label}
    <input name={name} inputMode="decimal" maxLength={16} defaultValue={value} placeholder={placeholder} />
  </label>
);
