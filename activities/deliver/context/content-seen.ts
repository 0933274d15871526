import type { GateFacts } from '../../../db/facts/read-facts.ts';
import type { DeliverInput } from '../../../domain/delivery.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';
import type { Lacking } from '../../../domain/rules/facts/content.ts';
import { needsOf, type TemplateNeeds } from '../../../domain/template-needs.ts';
import type { Millis } from '../../../domain/time/instant.ts';

/** What the message lives on and does not have. */
export const contentSeen = (
  { template }: Pick<DeliverInput, 'template'>,
  facts: GateFacts,
  now: Millis,
): Pick<RuleContext, 'content'> => {
  const needs = needsOf(template);
  if (!needs?.page && needs?.guide !== 'must' && needs?.loyalty !== 'points' && !needs?.handover) return {};
  const lacks = lackingOf(needs, facts, now);
  return { content: lacks ? { lacks } : {} };
};

const lackingOf = (
  { page, guide, loyalty, handover: kind }: TemplateNeeds,
  { policy, guide: found, account, handover, order }: GateFacts,
  now: Millis,
): Lacking | undefined => {
  if (page && policy.policy.brand.pages[page] === undefined) return 'page';
  if (guide === 'must' && !found) return 'guide';
  if (loyalty === 'points' && !(account && account.points > 0)) return 'points';
  if (kind === 'appointment' && !(handover?.appointmentTo && handover.appointmentTo.getTime() > now))
    return 'appointment';
  if (kind !== 'pickup') return undefined;
  const isKept = handover?.pickupUntil ? handover.pickupUntil.getTime() > now : true;
  return handover?.readyAt && isKept && order?.state !== 'delivered' ? undefined : 'pickup';
};
