import { planExperiment, planInWords, type PlanWish } from '../../../domain/experiments/planning/plan.ts';
import type { StoreRow } from '../../../db/shop/stores.ts';
import type { Page, PageRequest } from '../page.ts';
import { type PlanField, planWish, usualPlan } from './plan-wish.ts';

/** How many customers show a change, or what so many show: before the first of them. */
export const planPage: Page = {
  path: '/experiments/plan',
  async show(_deps, { store, query }) {
    const wish = planWish(query);
    return {
      title: 'How many customers does it take?',
      section: 'experiments',
      body: (
        <>
          <p>
            Write down how often customers do it now (a rate), or what they bring with its spread; then the change that
            must not be missed, or how many customers there are.
          </p>
          {wish && <Answer wish={wish} />}
          <PlanForm store={store} query={query} />
        </>
      ),
    };
  },
};

const Answer = ({ wish }: { readonly wish: PlanWish | { readonly flaw: string } }) => {
  if ('flaw' in wish) return <Flaw words={wish.flaw} />;
  const plan = planExperiment(wish);
  return plan.says === 'nothing' ? (
    <Flaw words={plan.flaw} />
  ) : (
    <div id="plan" role="status">
      <p className="lead">{planInWords(plan, wish).join(' ')}</p>
    </div>
  );
};

const Flaw = ({ words }: { readonly words: string }) => (
  <p className="attention" role="alert">
    It cannot be planned: {words}.
  </p>
);

interface FormProps {
  readonly store: StoreRow | undefined;
  readonly query: PageRequest['query'];
}

const PlanForm = ({ store, query }: FormProps) => {
  const field = (name: PlanField, label: string, placeholder?: string) => (
    <label key={name}>
      {label}
      <input
        name={name}
        inputMode="decimal"
        maxLength={16}
        defaultValue={query[name] ?? usualPlan[name]}
        placeholder={placeholder}
      />
    </label>
  );
  const currency = store?.currency ?? 'EUR';
  return (
    <form action="/experiments/plan" className="figures-form">
      {store && <input type="hidden" name="store" value={store.id} />}
      <fieldset>
        <legend>What customers do now</legend>
        {field('rate', 'Rate, in percent', '5')}
        {field('mean', `or: a customer brings, in ${currency}`, '20')}
        {field('deviation', `with a standard deviation of, in ${currency}`, '60')}
      </fieldset>
      <fieldset>
        <legend>What is asked</legend>
        {field('lift', 'A change of so many percent', '10')}
        {field('customers', 'or: what so many customers show', '40000')}
      </fieldset>
      <fieldset>
        <legend>How it is tried</legend>
        {field('holdout', 'Held out, in percent')}
        {field('correlation', 'Correlation with the past, in percent')}
        {field('looks', 'Looks, each of which may end it')}
        {field('daily', 'Customers a day', 'not known')}
        {field('power', 'Chance to find it, in percent')}
        {field('alpha', 'Chance of a false alarm, in percent')}
      </fieldset>
      <button>Plan it</button>
    </form>
  );
};
