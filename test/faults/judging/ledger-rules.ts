import type { Evidence } from './evidence.ts';
import type { Finding } from './verdict.ts';

/** States of a message that the provider accepted, as the ledger words them. */
const acceptedStates = new Set(['accepted', 'delivered', 'bounced', 'complained']);

/** After quiet every step that was reached has its outcome. */
export const stuckSteps = ({ steps }: Evidence): readonly Finding[] =>
  steps
    .filter(({ state }) => state === 'planned' || state === 'claimed')
    .map(({ recordedAt, key, state, lastError }) => ({
      at: recordedAt,
      what: `step ${key} is still ${state} (${lastError ?? 'no error'})`,
    }));

/** The provider accepted it, and the ledger says that it did not go out. */
export const deniedAcceptances = ({ steps, acceptances }: Evidence): readonly Finding[] => {
  const states = new Map(steps.map(({ key, state }) => [key, state]));
  return acceptances.flatMap(({ key, acceptedAt }) => {
    const state = states.get(key) ?? 'missing';
    if (acceptedStates.has(state) || state === 'unknown') return [];
    return [{ at: acceptedAt, what: `the provider accepted ${key}, which the ledger has as ${state}` }];
  });
};

/** The ledger says that it went out, and the provider never accepted it. */
export const inventedAcceptances = ({ steps, acceptances }: Evidence): readonly Finding[] => {
  const accepted = new Set(acceptances.map(({ key }) => key));
  return steps
    .filter(({ key, state }) => acceptedStates.has(state) && !accepted.has(key))
    .map(({ recordedAt, key }) => ({
      at: recordedAt,
      what: `the ledger has ${key} as accepted, the provider has not`,
    }));
};

/** One row a step: an outcome is decided once. Withheld and failed ones say why. */
export const decidedTwice = ({ steps }: Evidence): readonly Finding[] => {
  const seen = new Set<string>();
  return steps.flatMap(({ runId, step, state, reason, recordedAt }) => {
    const name = `${runId} ${step}`;
    const again = seen.has(name);
    seen.add(name);
    const silent = (state === 'withheld' || state === 'failed') && reason === null;
    if (!again && !silent) return [];
    return [
      { at: recordedAt, what: again ? `step ${name} has two outcomes` : `step ${name} is ${state} without a reason` },
    ];
  });
};
