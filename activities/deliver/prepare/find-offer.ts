import { NIL } from 'uuid';
import type { GateFacts } from '../../../db/facts/read-facts.ts';
import type { Lease } from '../../../db/offers/lease.ts';
import { type DeliverInput, idempotencyKey } from '../../../domain/delivery.ts';
import { expiryOf } from '../../../domain/civil/offer-expiry.ts';
import { chooseOffer } from '../../../domain/offers/choose.ts';
import { sameTerms, termsOf } from '../../../domain/offers/terms.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';
import type { CodeFound } from '../../../domain/rules/facts/offers.ts';
import { realTime } from '../../../domain/time/clock.ts';
import { type Millis, toMillis } from '../../../domain/time/instant.ts';
import { StoreAwayError } from '../../offers/ask-store.ts';
import { type CodeWish, leaseCode } from '../../offers/lease-code.ts';
import { ruleContext } from '../context/rule-context.ts';
import type { GateDeps } from '../deps.ts';
import { askAgain } from '../failures.ts';

/** How long after its due time a message waits for a shop that makes no code, in milliseconds of the store's time. */
const storePatienceMillis = 3_600_000;

/** How soon the shop is asked again, in milliseconds. */
const askAgainMillis = 60_000;

/** What was found of the offer that a step names. */
export interface OfferInHand {
  readonly found: Readonly<Record<string, CodeFound>>;
  /** The code that the message shows; without it, it goes out without an offer. */
  readonly lease?: Lease;
}

/**
 * Finds a code for what the rules grant, without any lock; undefined when the step names no offer. What is only made
 * to be looked at shows a sample and takes none.
 */
export const findOffer = async (
  deps: Pick<GateDeps, 'db' | 'demoClock' | 'askStore' | 'logger'>,
  input: DeliverInput,
  facts: GateFacts,
  { now, isSample }: { readonly now: Millis; readonly isSample: boolean },
): Promise<OfferInHand | undefined> => {
  if (input.props['offer'] === undefined) return undefined;
  const { byId } = facts.policy.policy.offers;
  let found: OfferInHand['found'] = {};
  for (;;) {
    const choice = chooseOffer(ruleContext(input, facts, now, deps.demoClock, { found }));
    if (choice.kind === 'carried') return { found, lease: heldCode(facts, choice.code) };
    if (choice.kind !== 'new') return { found };
    const { offer } = choice;
    const wish = {
      store: facts.run.storeId,
      timezone: facts.store.timezone,
      offer,
      policy: byId[offer]!,
      step: idempotencyKey(input),
      now,
      realNow: realTime(now, deps.demoClock),
    };
    if (isSample) return { found: { ...found, [offer]: 'ready' }, lease: sampleLease(wish) };
    const lease = await leaseCode(deps.db, wish, deps.askStore ?? (async () => undefined)).catch((error: unknown) => {
      if (!(error instanceof StoreAwayError)) throw error;
      deps.logger.warn({ store: wish.store, offer, error: error.message, alert: true }, 'no code from the shop');
      if (now - toMillis(input.dueAt) < storePatienceMillis)
        throw askAgain('unavailable', error.message, askAgainMillis);
      return undefined;
    });
    if (lease) return { found: { ...found, [offer]: 'ready' }, lease };
    deps.logger.warn({ store: facts.run.storeId, offer, alert: true }, 'an offer has no code left');
    found = { ...found, [offer]: 'none left' };
  }
};

const sampleLease = ({ offer, policy, now, timezone }: CodeWish): Lease => ({
  // No row has it: a claim cannot take it.
  id: NIL,
  offer,
  code: 'SAMPLE',
  terms: termsOf(policy),
  expiresAt: new Date(expiryOf(policy.validity, now, timezone)),
});

const heldCode = (facts: GateFacts, id: string): Lease => {
  const { offer, code, terms, expiresAt } = facts.codes.find((one) => one.id === id)!;
  return { id, offer, code, terms, expiresAt, held: true };
};

/** True when what was found is still what the rules, with the facts of now, want the message to carry. */
export const stillChosen = (context: RuleContext, offer: OfferInHand | undefined): boolean => {
  const choice = chooseOffer(context);
  const lease = offer?.lease;
  if (choice.kind === 'carried') return lease?.id === choice.code;
  if (choice.kind !== 'new') return lease === undefined;
  const policy = context.policy.offers.byId[choice.offer]!;
  return lease !== undefined && !lease.held && lease.offer === choice.offer && sameTerms(lease.terms, termsOf(policy));
};
