import { createHash } from 'node:crypto';
import type { Queries } from '../../db/client.ts';
import { readFacts } from '../../db/facts/read-facts.ts';
import type { DeliverInput } from '../../domain/delivery.ts';
import { proposeProducts } from '../../domain/products/propose.ts';
import { consent } from '../../domain/rules/person/consent.ts';
import { erased } from '../../domain/rules/person/erased.ts';
import { suppression } from '../../domain/rules/person/suppression.ts';
import { stillWanted } from '../../domain/rules/wanted/still-wanted.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { proposalsSeen } from '../deliver/context/proposals-seen.ts';
import { ruleContext } from '../deliver/context/rule-context.ts';
import { factsOf } from '../deliver/prepare/prepare.ts';

/** Somebody as an advertising platform is told of them. */
export interface AudienceMember {
  /** SHA-256 of the e-mail address in lower case, in hexadecimal: what platforms match customers by. */
  readonly emailHash: string;
  /** The store's own ids of what the messages of the journey propose to them, best first. */
  readonly products: readonly string[];
}

/** Who is never told of: what keeps a message from them for good keeps an advertisement from them too. */
const conditions = [stillWanted, erased, consent, suppression];

/**
 * What an advertisement shows to a customer of a run, so that it tells the same story as its messages (R60): the products
 * come from where those of `input`'s letter come. Undefined: they may not be written to, or have no address.
 */
export const audienceMember = async (
  queries: Queries,
  input: DeliverInput,
  now: Millis,
): Promise<AudienceMember | undefined> => {
  const facts = await readFacts(queries, factsOf(input, now));
  const address = facts?.addresses[0]?.value;
  if (!facts || address === undefined) return undefined;
  const context = ruleContext(input, facts, now);
  if (conditions.some((rule) => rule.judge(context).says !== 'pass')) return undefined;
  const seen = proposalsSeen(input, facts);
  const shown = seen ? proposeProducts(seen, facts.policy.policy.products, now).shown : [];
  const ids = new Map(facts.proposals.map(({ id, externalId }) => [id, externalId]));
  return {
    emailHash: createHash('sha256').update(address.trim().toLowerCase()).digest('hex'),
    products: shown.flatMap(({ id }) => ids.get(id) ?? []),
  };
};
