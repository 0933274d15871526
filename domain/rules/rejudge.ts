import type { Policy } from '../policy/policy.ts';
import { savedName } from '../definitions/definition.ts';
import { valueFromOrders } from '../segments/value.ts';
import type { Facts } from './context.ts';
import { judge, type Judgement } from './judge.ts';

/** Decides again from the facts of a decision, under any policy: what depends on both is made anew. */
export const rejudge = (facts: Facts, policy: Policy): Judgement => {
  const { buyer, now } = facts;
  // What was stored came of all that was known then: no line of a policy makes it anew.
  if (buyer.by === 'stored') return judge({ ...facts, policy });
  const { segments, value } = valueFromOrders(buyer, policy.value, now);
  // What the store defined itself came of what was known then, too.
  const saved = buyer.segments.filter((name) => savedName(name) !== undefined);
  return judge({ ...facts, buyer: { ...buyer, value, segments: [...segments, ...saved] }, policy });
};
