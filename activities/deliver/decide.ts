import { randomUUID } from 'node:crypto';
import { holdCart } from '../../db/carts.ts';
import type { Queries } from '../../db/client.ts';
import { type GateFacts, readFacts } from '../../db/facts.ts';
import {
  countAttempt,
  holdStep,
  lockCustomer,
  type MessageRow,
  recordUnknown,
  writeDecision,
} from '../../db/ledger.ts';
import type { RecordedVerdict } from '../../db/schema/ledger.ts';
import { type DeliverInput, idempotencyKey } from '../../domain/delivery.ts';
import { firstFinalRefusal, firstRefusal, judge, type Judgement, type Refusal } from '../../domain/rules/judge.ts';
import { realTime } from '../../domain/time/clock.ts';
import { type Millis, toInstant } from '../../domain/time/instant.ts';
import type { SeasonCalendar } from '../../domain/time/season.ts';
import type { Provider } from '../providers/provider.ts';
import { ruleContext } from './context.ts';
import type { GateDeps } from './deps.ts';
import { bodyHash, freeze } from './freeze.ts';
import { factsOf, fingerprint, type Prepared, unsubscribeUrl } from './prepare.ts';
import { renderInputs } from './view.ts';

/** Before a key expires, how long it is no longer trusted: clocks differ and calls take time. */
const keyMarginMillis = 3_600_000;

/** `settled`: the row tells the outcome. `send`: the claim stands and was counted. `changed`: prepare again. */
export type Decision =
  | { readonly kind: 'settled' | 'send'; readonly row: MessageRow; readonly calendar: SeasonCalendar }
  | { readonly kind: 'changed' };

/** Decides about one step under the customer's lock, in one short transaction; nothing slow happens in it. */
export const decide = async (
  deps: GateDeps,
  provider: Provider | undefined,
  input: DeliverInput,
  prepared: Prepared,
): Promise<Decision> =>
  deps.db.transaction(
    async (transaction) => {
      const about = factsOf(input);
      // The cart too: whoever buys it may be known by nothing else, and then holds another customer's lock.
      await Promise.all([
        lockCustomer(transaction, prepared.customer),
        about.cart !== undefined && holdCart(transaction, about.cart),
      ]);
      const now = deps.clock.now();
      const [facts, row] = await Promise.all([readFacts(transaction, about), holdStep(transaction, input)]);
      // A merge moved the run while this waited: the other customer's lock is the one that counts.
      if (!facts || facts.run.customerId !== prepared.customer) return { kind: 'changed' };
      const { calendar } = facts.store;
      const judgement = judge(ruleContext(input, facts, now));
      if (row && row.state !== 'planned') {
        if (row.state !== 'claimed') return { kind: 'settled', row, calendar };
        return { ...(await resume(transaction, deps, provider, row, judgement, now)), calendar };
      }
      const base = decisionBase(input, facts, judgement, now, row);
      const refusal = firstRefusal(judgement);
      if (refusal) {
        const settled = refused(refusal, base.expiresAt, row);
        return { kind: 'settled', row: await writeDecision(transaction, { ...base, ...settled }), calendar };
      }
      const { message, linkToken } = prepared;
      if (!message || message.fingerprint !== fingerprint(deps, input, facts, linkToken)) return { kind: 'changed' };
      if (message.body === 'not rendered' || !provider) {
        const reason = provider ? 'render' : 'misconfigured';
        return {
          kind: 'settled',
          row: await writeDecision(transaction, { ...base, state: 'failed', reason }),
          calendar,
        };
      }
      const frozen = freeze({
        inputs: renderInputs(input, facts, unsubscribeUrl(deps, linkToken))!,
        body: message.body,
        purpose: input.purpose,
        unsubscribeUrl: unsubscribeUrl(deps, linkToken),
        claimedAt: toInstant(now),
      });
      const claimed = await writeDecision(transaction, {
        ...base,
        state: 'claimed',
        reason: null,
        notBefore: null,
        claimedAt: new Date(now),
        linkToken,
        frozen,
        bodyHash: bodyHash(frozen),
        provider: provider.name,
        attempts: (row?.attempts ?? 0) + 1,
        unsettled: 1,
      });
      return { kind: 'send', row: claimed, calendar };
    },
    { isolationLevel: 'read committed' },
  );

/** What every decision writes. */
const decisionBase = (
  input: DeliverInput,
  facts: GateFacts,
  judgement: Judgement,
  now: Millis,
  row: MessageRow | undefined,
) => ({
  id: row?.id ?? randomUUID(),
  storeId: facts.run.storeId,
  runId: input.run,
  journey: input.journey,
  customerId: facts.run.customerId,
  step: input.step,
  channel: input.channel,
  template: input.template,
  purpose: input.purpose,
  dueAt: new Date(input.dueAt),
  expiresAt: new Date(input.expiresAt),
  decidedAt: new Date(now),
  verdicts: recorded(judgement),
  key: idempotencyKey(input),
});

const recorded = (judgement: Judgement): RecordedVerdict[] =>
  judgement.map(({ rule, verdict }) => ({
    rule,
    says: verdict.says,
    ...(verdict.says !== 'pass' && { reason: verdict.reason }),
    ...(verdict.says === 'later' && { at: toInstant(verdict.at) }),
    saw: verdict.saw,
  }));

/** What a refusal writes: a later look, or the end. */
const refused = (refusal: Refusal, expiresAt: Date, row: MessageRow | undefined) => {
  if (refusal.says === 'later') {
    // A touch moves the whole step, its end included; any other wait must end while the message is useful.
    if (refusal.reason === 'touched' || refusal.at <= expiresAt.getTime()) {
      return { state: 'planned', reason: refusal.reason, notBefore: new Date(refusal.at) } as const;
    }
    return { state: 'withheld', reason: 'expired', notBefore: null } as const;
  }
  // It was wanted and tried: that it came to nothing is the provider's doing.
  if (refusal.reason === 'expired' && row && row.attempts > 0) {
    return { state: 'failed', reason: 'gave_up', notBefore: null } as const;
  }
  return { state: 'withheld', reason: refusal.reason, notBefore: null } as const;
};

/** An attempt before this one claimed, and its fate is unknown: the same bytes under the same key, or nothing. */
const resume = async (
  transaction: Queries,
  deps: GateDeps,
  provider: Provider | undefined,
  row: MessageRow,
  judgement: Judgement,
  now: Millis,
): Promise<{ kind: 'settled' | 'send'; row: MessageRow }> => {
  const why = giveUpReason(deps, provider, row, judgement, now);
  if (why) {
    await recordUnknown(transaction, row.id, why);
    return { kind: 'settled', row: { ...row, state: 'unknown', reason: null, lastError: why } };
  }
  await countAttempt(transaction, row.id);
  return { kind: 'send', row };
};

/** Why a claim whose fate is unknown must not be sent again; undefined when it may. */
const giveUpReason = (
  { demoClock }: GateDeps,
  provider: Provider | undefined,
  row: MessageRow,
  judgement: Judgement,
  now: Millis,
): string | undefined => {
  const refusal = firstFinalRefusal(judgement);
  if (refusal) return `no longer wanted (${refusal.reason}) and the fate of the last attempt is not known`;
  if (!provider || provider.name !== row.provider) return `claimed with ${row.provider}, which is not in use any more`;
  if (!row.frozen || bodyHash(row.frozen) !== row.bodyHash) return 'the frozen message is not what was claimed';
  const age = realTime(now, demoClock) - realTime(row.claimedAt!.getTime(), demoClock);
  if (age > provider.keyTtlMillis - keyMarginMillis) return 'the key is too old to protect from a second acceptance';
  return undefined;
};
