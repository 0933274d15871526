import { type RampTake, takeOfRamp } from '../../../db/deliverability/ramps.ts';
import type { Queries } from '../../../db/client.ts';
import type { GateFacts } from '../../../db/facts/read-facts.ts';
import { rampDay } from '../../../domain/deliverability/ramp.ts';
import type { DeliverInput } from '../../../domain/delivery.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';
import { senderDomain } from '../prepare/admit.ts';
import { senderOf } from '../message/headers.ts';

const domainOf = (facts: GateFacts, purpose: DeliverInput['purpose']): string => senderDomain(senderOf(facts, purpose));

/** The day of the warm-up that a message would fall on, when its sending domain has one. */
export const rampSeen = (
  { channel, purpose }: Pick<DeliverInput, 'channel' | 'purpose'>,
  facts: GateFacts,
): Pick<RuleContext, 'ramp'> => {
  const { ramps, policy, store, deliverability } = facts;
  if (channel !== 'email' || purpose !== 'marketing' || !ramps || !deliverability) return {};
  const domain = domainOf(facts, purpose);
  const { ramps: policies, rampRules } = policy.policy.deliverability;
  const own = policies.find((one) => one.domain === domain);
  if (!own) return {};
  const days = ramps.days.filter((one) => one.domain === domain);
  const today = days.find(({ daysAgo }) => daysAgo === 0);
  const { timezone } = store;
  if (today) return { ramp: { day: today.step, allowance: today.capacity, taken: today.taken, timezone } };
  const { step, allowance } = rampDay(own, rampRules, days[0], deliverability.received.store);
  return { ramp: { day: step, allowance, taken: 0, timezone } };
};

/** Takes one of the day's messages for a claim, in its transaction. */
export const takeRamp = async (
  transaction: Queries,
  { purpose }: Pick<DeliverInput, 'purpose'>,
  facts: GateFacts,
  ramp: RuleContext['ramp'],
  claim: { readonly message: string; readonly provider: string },
): Promise<RampTake | 'no ramp' | 'none left'> => {
  if (!ramp || ramp.allowance === null) return 'no ramp';
  const { message, provider } = claim;
  const key = { store: facts.run.storeId, domain: domainOf(facts, purpose), provider, day: facts.ramps!.today };
  return (await takeOfRamp(transaction, key, message, { step: ramp.day, allowance: ramp.allowance })) ?? 'none left';
};
