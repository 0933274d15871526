import type { StoreRow } from '../../../db/shop/stores.ts';
import { ActForm } from '../forms/act-form.tsx';
import { Input } from '../forms/field.tsx';
import { Select } from '../forms/select.tsx';

interface FormProps {
  readonly store: StoreRow;
  readonly experiment: string;
  /** Offers are judged by what is left of their price. */
  readonly isOffer: boolean;
}

/** What a decision is to be made by. */
export const DecisionForm = ({ store, experiment, isOffer }: FormProps) => (
  <ActForm action="/experiments/decision/register" className="figures-form" hidden={{ store: store.id, experiment }}>
    <fieldset>
      <legend>What counts</legend>
      <Select
        name="metric"
        label="Metric"
        value={isOffer ? 'margin' : 'revenue'}
        options={[...(isOffer ? [] : [['revenue', 'Revenue'] as const]), ['margin', 'Margin after discount'] as const]}
      />
      <Figure name="margin" label="of margin: what a price leaves, in percent" placeholder="40" required={isOffer} />
      <Figure name="windowDays" label="Orders of so many days after the assignment" value="30" required />
      <Figure name="pastDays" label="Days before that count as the past" value="365" required />
      <Figure name="cap" label={`Count each customer up to, in ${store.currency}`} placeholder="no limit" />
    </fieldset>
    <fieldset>
      <legend>When it is decided</legend>
      <Figure name="minimalEffect" label="The smallest change worth finding, in percent" value="10" required />
      <Figure name="customers" label="Customers of the last look, over all arms" placeholder="20000" required />
      <Figure name="looks" label="Looks, each of which may end it" value="5" required />
      <Select
        name="spending"
        label="Early looks"
        value="obrien-fleming"
        options={[
          ['obrien-fleming', 'hardly ever end it (O’Brien-Fleming)'],
          ['pocock', 'end it as easily as late ones (Pocock)'],
        ]}
      />
      <Figure name="alpha" label="Chance of a false alarm, in percent" value="5" required />
    </fieldset>
    <label className="long">
      Why
      <Input name="why" required maxLength={500} placeholder="whether ten percent are worth it" />
    </label>
    <button>Register it</button>
  </ActForm>
);

interface FigureProps {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly required?: boolean;
}

const Figure = ({ name, label, value, placeholder, required }: FigureProps) => (
  <label>
    {label}
    <Input
      name={name}
      inputMode="decimal"
      maxLength={16}
      defaultValue={value}
      placeholder={placeholder}
      required={required}
    />
  </label>
);
