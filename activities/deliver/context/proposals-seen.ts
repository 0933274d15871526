import { productFacts } from '../../../db/facts/products-of-message.ts';
import type { GateFacts } from '../../../db/facts/read-facts.ts';
import { webHost } from '../../../db/facts/web-host.ts';
import type { DeliverInput } from '../../../domain/delivery.ts';
import type { ProposalsOfMessage } from '../../../domain/rules/facts/proposals.ts';
import { isContextual, needsOf } from '../../../domain/template-needs.ts';

/** What the message may propose as the rules see it; undefined when it proposes nothing. */
export const proposalsSeen = (
  { template }: Pick<DeliverInput, 'template'>,
  { proposals, store, customer, stockToldAt }: GateFacts,
): ProposalsOfMessage | undefined => {
  const needs = needsOf(template);
  const from = needs?.proposals;
  if (!needs || !from) return undefined;
  const nearTo = proposals.find((row) => row.nearTo !== undefined)?.nearTo;
  return {
    from,
    needed: needs.mustPropose ?? false,
    language: customer.locale ?? store.locale,
    currency: store.currency,
    storeHost: webHost(store.url),
    ...(stockToldAt && { stockToldAt: stockToldAt.getTime() }),
    candidates: proposals.map((row) => ({
      ...productFacts(row, store.locale),
      owned: row.owned,
      returned: row.returned,
      sold: row.sold,
      ...(isContextual(from) && { place: row.place }),
    })),
    ...(nearTo !== undefined && { nearTo }),
  };
};
