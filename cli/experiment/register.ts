import { registerDecision, withdrawDecision } from '../../api/experiments/register.ts';
import { registrationWishes } from '../../api/experiments/wishes.ts';
import { flawsOf } from '../../api/events/flaw.ts';
import { specs } from '../../api/specs.ts';
import { registrationInWords } from '../../domain/experiments/looks/registration.ts';
import { minorUnits } from '../../domain/money.ts';
import { findStore } from '../command/find-store.ts';
import { withDatabase } from '../command/with-database.ts';
import { RegistrationError } from './errors.ts';

/** `npm run experiment -- register`: how a decision is to be made. Parts of one, not percent; `cap` in the store's currency. */
export interface RegisterOptions {
  readonly store: string;
  readonly experiment: string;
  readonly metric: 'revenue' | 'margin';
  readonly margin?: number;
  readonly window: number;
  readonly past: number;
  readonly cap?: number;
  readonly lift: number;
  readonly customers: number;
  readonly looks: number;
  readonly spending?: 'obrien-fleming' | 'pocock';
  readonly why: string;
}

export interface WithdrawOptions extends Pick<RegisterOptions, 'store' | 'experiment' | 'why'> {}

const actor = 'command:experiment';

export const register = async (options: RegisterOptions): Promise<void> =>
  withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, options.store);
    const { experiment, metric, margin, window, past, cap, lift, customers, looks, spending, why } = options;
    const read = registrationWishes(specs).register.safeParse({
      experiment,
      metric,
      margin,
      windowDays: window,
      pastDays: past,
      cap: cap === undefined ? undefined : minorUnits(cap, store.currency),
      minimalEffect: Math.abs(lift),
      customers,
      looks,
      spending,
      why,
    });
    if (!read.success)
      throw new RegistrationError(
        flawsOf(read.error)
          .map(({ field, problem }) => `${field}: ${problem}`)
          .join('; '),
      );
    const row = await registerDecision(db, store.id, read.data, { at: clock.now(), actor });
    if (!row)
      throw new RegistrationError(`${experiment} has another registered decision; withdraw it first, with --why`);
    console.log(`Registered: ${experiment}, ${registrationInWords(row, store.currency, 'en')}.`);
    console.log(
      'Customers assigned from now on are in it; `npm run experiment -- report` says at which look it stands.',
    );
  });

export const withdraw = async ({ store: asked, experiment, why }: WithdrawOptions): Promise<void> =>
  withDatabase(async ({ db, clock }) => {
    const store = await findStore(db, asked);
    const row = await withdrawDecision(db, store.id, { experiment, why }, { at: clock.now(), actor });
    if (!row) throw new RegistrationError(`no decision about ${experiment} was registered`);
    console.log(`Withdrawn: ${experiment}, registered on ${row.registeredAt.toISOString().slice(0, 10)}.`);
  });
