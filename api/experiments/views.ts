import type { RunningExperiment } from '../../db/experiments/assignments.ts';
import type { RegistrationRow } from '../../db/experiments/registrations.ts';
import type { SharesRow } from '../../db/experiments/shares.ts';
import { registrationInWords } from '../../domain/experiments/looks/registration.ts';
import { sharesOf } from '../../domain/experiments/reallocation/shares.ts';
import type { Experiment, JourneySpec } from '../../domain/journey.ts';

/** A registration as it is shown. */
export const registrationView = (row: RegistrationRow, currency: string) => ({
  id: row.id,
  experiment: row.experiment,
  words: registrationInWords(row, currency, 'en'),
  metric: row.metric,
  margin: row.margin,
  windowDays: row.windowDays,
  pastDays: row.pastDays,
  cap: row.cap,
  minimalEffect: row.minimalEffect,
  alpha: row.alpha,
  customers: row.customers,
  looks: row.looks,
  spending: row.spending,
  why: row.why,
  registeredAt: row.registeredAt,
  registeredBy: row.registeredBy,
  withdrawnAt: row.withdrawnAt,
  withdrawnBy: row.withdrawnBy,
  withdrawnWhy: row.withdrawnWhy,
});

/** What journeys try, with the parts that the next customers are drawn by, and what customers are in already. */
export const experimentViews = (
  specs: readonly JourneySpec[],
  {
    running,
    shares,
    registrations,
    currency,
  }: {
    readonly running: readonly RunningExperiment[];
    /** The newest first. */
    readonly shares: readonly SharesRow[];
    readonly registrations: readonly RegistrationRow[];
    readonly currency: string;
  },
) => {
  const declared = specs.flatMap(({ name: journey, experiments = [] }) =>
    experiments.map((one) => declaredView(`${journey}/${one.name}`, one, shares)),
  );
  const others = running
    .filter(({ experiment }) => !declared.some((one) => one.experiment === experiment))
    .map(({ experiment, arms }) => ({
      experiment,
      about: arms.includes('holdout') ? 'holdout' : null,
      control: arms.includes('holdout') ? 'holdout' : null,
      arms,
      shares: null,
      rebalance: null,
      versions: [],
    }));
  return [...declared, ...others].map((one) => {
    const seen = running.find(({ experiment }) => experiment === one.experiment);
    return {
      ...one,
      customers: seen?.customers ?? 0,
      since: seen?.from ?? null,
      registrations: registrations
        .filter(({ experiment }) => experiment === one.experiment)
        .map((row) => registrationView(row, currency)),
    };
  });
};

const declaredView = (experiment: string, one: Experiment, shares: readonly SharesRow[]) => {
  const versions = shares.filter((row) => row.experiment === experiment);
  return {
    experiment,
    about: one.about,
    control: one.control,
    arms: Object.keys(one.arms),
    shares: (one.rebalance && versions[0]?.shares) ?? sharesOf(one.arms),
    rebalance: one.rebalance ?? null,
    versions: versions.map(({ version, shares: parts, reason, taught, at, askedAt }) => ({
      version,
      shares: parts,
      reason,
      taught,
      at,
      askedAt,
    })),
  };
};
