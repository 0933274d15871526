import type { GateFacts } from '../../../db/facts/read-facts.ts';
import type { DeliverInput } from '../../../domain/delivery.ts';
import { nextQuestion } from '../../../domain/profiling/questions.ts';
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
  const { page, anyPage, guide, loyalty, handover, question } = needsOf(template) ?? {};
  const isAccountNeeded = loyalty === 'points' || loyalty === 'member';
  if (!page && !anyPage && guide !== 'must' && !isAccountNeeded && !handover && !question) return {};
  const lacks = lackingOf({ page, anyPage, guide, loyalty, handover, question }, facts, now);
  return { content: lacks ? { lacks } : {} };
};

/** Each may be told to be absent. */
type Contents = {
  readonly [Need in 'page' | 'anyPage' | 'guide' | 'loyalty' | 'handover' | 'question']:
    | TemplateNeeds[Need]
    | undefined;
};

const lackingOf = (
  { page, anyPage, guide, loyalty, handover: kind, question }: Contents,
  { policy, guide: found, account, handover, order, profile }: GateFacts,
  now: Millis,
): Lacking | undefined => {
  if (page && policy.policy.brand.pages[page] === undefined) return 'page';
  if (anyPage?.every((one) => policy.policy.brand.pages[one] === undefined)) return 'page';
  if (guide === 'must' && !found) return 'guide';
  if (loyalty === 'member' && !account) return 'account';
  if (question && !(profile && nextQuestion(profile))) return 'question';
  if (loyalty === 'points' && !(account && account.points > 0)) return 'points';
  if (kind === 'appointment' && !(handover?.appointmentTo && handover.appointmentTo.getTime() > now))
    return 'appointment';
  if (kind !== 'pickup') return undefined;
  const isKept = handover?.pickupUntil ? handover.pickupUntil.getTime() > now : true;
  return handover?.readyAt && isKept && order?.state !== 'delivered' ? undefined : 'pickup';
};
