import { planExperiment, planInWords, type PlanWish } from '../../../domain/experiments/planning/plan.ts';
import type { StoreRow } from '../../../db/shop/stores.ts';
import type { Flaw } from '../../events/flaw.ts';
import { AskForm } from '../forms/ask-form.tsx';
import { Input } from '../forms/field.tsx';
import type { Page, PageRequest } from '../page.ts';
import { type PlanField, planWish, usualPlan } from './plan-wish.ts';

/** How many customers show a change, or what so many show: before the first of them. */
export const planPage: Page = {
  path: '/experiments/plan',
  async show(_deps, { store, query }) {
    const wish = planWish(query);
    const flaws = wish && 'flaws' in wish ? wish.flaws : [];
    return {
      ...(flaws.length > 0 && { status: 422 }),
      title: 'How many customers does it take?',
      section: 'experiments',
      body: (
        <>
          <p>
            Write down how often customers do it now (a rate), or what they bring with its spread; then the change that
            must not be missed, or how many customers there are.
          </p>
          {wish && <Answer wish={wish} />}
          <PlanForm store={store} query={query} flaws={flaws} />
        </>
      ),
    };
  },
};

const Answer = ({ wish }: { readonly wish: PlanWish | { readonly flaws: readonly Flaw[] } }) => {
  if ('flaws' in wish)
    return <NotPlanned words={wish.flaws.map(({ field, problem }) => `${field}: ${problem}`).join('; ')} />;
  const plan = planExperiment(wish);
  return plan.says === 'nothing' ? (
    <NotPlanned words={plan.flaw} />
  ) : (
    <div id="plan" role="status">
      <p className="lead">{planInWords(plan, wish).join(' ')}</p>
    </div>
  );
};

const NotPlanned = ({ words }: { readonly words: string }) => (
  <p className="attention" role="alert">
    It cannot be planned: {words}.
  </p>
);

interface FormProps {
  readonly store: StoreRow | undefined;
  readonly query: PageRequest['query'];
  readonly flaws: readonly Flaw[];
}

const field = (name: PlanField, label: string, placeholder?: string) => (
  <label key={name}>
    {label}
    <Input name={name} inputMode="decimal" maxLength={16} placeholder={placeholder} />
  </label>
);

const PlanForm = ({ store, query, flaws }: FormProps) => {
  const currency = store?.currency ?? 'EUR';
  return (
    <AskForm
      action="/experiments/plan"
      className="figures-form"
      {...(store && { hidden: { store: store.id } })}
      values={{ ...usualPlan, ...query }}
      flaws={flaws}
    >
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
    </AskForm>
  );
};
