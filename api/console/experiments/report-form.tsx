import type { StoreRow } from '../../../db/shop/stores.ts';
import type { Flaw } from '../../events/flaw.ts';
import { AskForm } from '../forms/ask-form.tsx';
import { Input } from '../forms/field.tsx';
import type { AskedReport } from './report-wish.ts';

interface FormProps {
  readonly store: StoreRow;
  readonly experiment: string;
  readonly asked: AskedReport;
  /** As it was written. */
  readonly query: Readonly<Record<string, string>>;
  readonly flaws: readonly Flaw[];
}

/** How the experiment is looked at. */
export const ReportForm = ({ store, experiment, asked, query, flaws }: FormProps) => (
  <details {...((Object.keys(asked).length > 1 || flaws.length > 0) && { open: true })}>
    <summary>Look at it otherwise</summary>
    <AskForm
      action="/experiments/report"
      className="figures-form"
      hidden={{ store: store.id, experiment }}
      values={{ past: String(asked.past), ...query }}
      flaws={flaws}
    >
      <Field name="window" label="Orders of so many days after the assignment" placeholder="until now" />
      <Field name="past" label="Days before that count as the past" />
      <Field name="margin" label="Margin in prices, in percent" placeholder="count revenue" />
      <Field name="cap" label={`Count each customer up to, in ${store.currency}`} placeholder="no limit" />
      <Field name="cost" label={`What it cost in all, in ${store.currency}`} placeholder="not known" />
      <button>Show</button>
    </AskForm>
  </details>
);

interface FieldProps {
  readonly name: keyof AskedReport;
  readonly label: string;
  readonly placeholder?: string;
}

/** A number that may be left out. */
const Field = ({ name, label, placeholder }: FieldProps) => (
  <label>
    {label}
    <Input name={name} inputMode="decimal" maxLength={16} placeholder={placeholder} />
  </label>
);
