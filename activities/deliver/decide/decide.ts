import { holdCart } from '../../../db/shop/carts.ts';
import type { GateFacts } from '../../../db/facts/read-facts.ts';
import { assign } from '../../../db/experiments/assignments.ts';
import { messageId } from '../../../db/ids.ts';
import { keepShortLinks } from '../../../db/links/short-links.ts';
import { lockCustomer, type MessageRow, type NewMessage, writeDecision } from '../../../db/ledger/ledger.ts';
import { shareSwitches } from '../../../db/switches/lock.ts';
import { carryCode, reserveCode } from '../../../db/offers/reserve.ts';
import { type DeliverInput, idempotencyKey } from '../../../domain/delivery.ts';
import { providerWaits } from '../../../domain/reasons.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';
import { exposures } from '../../../domain/rules/holdout/exposure.ts';
import { firstRefusal, isShadow, judge, type Judgement, type Refusal } from '../../../domain/rules/judge.ts';
import { keptVerdicts } from '../../../domain/rules/sentence.ts';
import { isWorthWaiting } from '../../../domain/rules/outcome.ts';
import { type DemoClock, storeTime } from '../../../domain/time/clock.ts';
import { type Millis, toInstant } from '../../../domain/time/instant.ts';
import type { Plan } from '../../../domain/run.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Hold } from '../prepare/admit.ts';
import { momentsSeen } from '../context/campaign-seen.ts';
import { factsAlone, ruleContext } from '../context/rule-context.ts';
import { takeRamp } from '../context/ramp.ts';
import { noteTake, putBack } from '../../../db/deliverability/ramps.ts';
import { messageHeaders } from '../message/headers.ts';
import { markBrakes } from './mark-brakes.ts';
import type { GateDeps } from '../deps.ts';
import { stepReads } from '../step-reads.ts';
import { stillChosen } from '../prepare/find-offer.ts';
import { bodyHash, freeze } from '../message/freeze.ts';
import { factsOf, fingerprint, type Judged, type Prepared, unsubscribeUrl } from '../prepare/prepare.ts';
import { type Resumption, resume } from './resume.ts';
import { smsLength } from '../../templates/sms/gsm.ts';
import { takeSmsMoney } from './sms-money.ts';
import { renderInputs } from '../message/view.ts';

/** `settled`: the row tells the outcome. `send`: the claim stands and was counted. `changed`: prepare again. */
export type Decision =
  | ({ readonly plan: Omit<Plan, 'clock'> } & (
      | { readonly kind: 'settled' | 'send'; readonly row: MessageRow }
      | Extract<Resumption, { kind: 'look' | 'wait' }>
    ))
  | { readonly kind: 'changed' };

/** Decides about one step under the customer's lock, in one short transaction; nothing slow happens in it. */
export const decide = async (
  deps: GateDeps,
  provider: Provider | undefined,
  input: DeliverInput,
  prepared: Prepared,
): Promise<Decision> =>
  deps.db.transaction(async (transaction) => {
    const about = factsOf(input, deps.clock.now());
    // The cart too: whoever buys it may be known by nothing else, and then holds another customer's lock.
    await Promise.all([
      lockCustomer(transaction, prepared.customer),
      about.cart !== undefined && holdCart(transaction, about.cart),
      shareSwitches(transaction, input.store),
    ]);
    const now = deps.clock.now();
    const { reads = stepReads } = deps;
    const [facts, row] = await Promise.all([
      reads.facts(transaction, {
        ...about,
        now: new Date(now),
        ...(provider && { provider: provider.name }),
      }),
      reads.heldStep(transaction, input),
    ]);
    // A merge moved the run while this waited: the other customer's lock is the one that counts.
    if (!facts || facts.run.customerId !== prepared.customer) return { kind: 'changed' };
    const cadence = facts.policy.policy.cadences.byJourney[input.journey];
    const plan = {
      calendar: facts.store.calendar,
      ...(cadence && { cadence }),
      ...(facts.policy.policy.whatsapp.first && { whatsappFirst: true as const }),
      ...(about.campaign && { moments: momentsSeen(facts) }),
    };
    await markBrakes(transaction, deps, input, facts, new Date(now));
    const { context, judgement } = judgedAgain(deps, input, prepared, facts, now);
    if (row && row.state !== 'planned') {
      if (row.state !== 'claimed') return { kind: 'settled', row, plan };
      const hold = prepared.admission?.hold;
      return { ...(await resume(transaction, deps, provider, row, { judgement, now, hold })), plan };
    }
    const write = async (decision: NewMessage): Promise<MessageRow> =>
      writeDecision(transaction, deps.kept?.(decision) ?? decision);
    await assign(transaction, assignmentsOf(facts, judgement, new Date(now)));
    const base = decisionBase(input, facts, context, judgement, row);
    const refusal = firstRefusal(judgement);
    if (refusal && !isShadow(refusal)) {
      const settled = refused(refusal, base.expiresAt, row);
      return { kind: 'settled', row: await write({ ...base, ...settled }), plan };
    }
    const hold = prepared.admission?.hold;
    if (hold && input.next && hold.reason === 'provider_paused') {
      // Nothing of it is with the provider: the next channel need not wait for an account to be mended.
      const failed = { ...base, state: 'failed', reason: 'misconfigured', notBefore: null } as const;
      return { kind: 'settled', row: await write(failed), plan };
    }
    if (hold) {
      const planned = { ...base, state: 'planned' as const, ...held(hold, base.expiresAt, deps.demoClock) };
      return { kind: 'settled', row: await write(planned), plan };
    }
    const { message, linkToken, offer } = prepared;
    const code = offer?.lease;
    const url = unsubscribeUrl(deps, linkToken);
    const inputs = message && renderInputs(input, facts, { unsubscribeUrl: url, now, code });
    if (!inputs || message.fingerprint !== fingerprint(deps, facts, inputs)) return { kind: 'changed' };
    if (!stillChosen(context, offer)) return { kind: 'changed' };
    if (typeof message.body === 'string') {
      const failed = { ...base, state: 'failed', reason: message.body } as const;
      return { kind: 'settled', row: await write(failed), plan };
    }
    const frozen = freeze({
      inputs,
      body: message.body,
      channel: input.channel,
      headers: messageHeaders(input, facts, url),
      claimedAt: toInstant(now),
    });
    if (refusal) {
      // With what would have gone out, to be looked at.
      const shown = {
        ...base,
        template: inputs.template,
        ...refused(refusal, base.expiresAt, row),
        frozen,
        bodyHash: bodyHash(frozen),
      };
      return { kind: 'settled', row: await write(shown), plan };
    }
    if (!provider) {
      const failed = { ...base, state: 'failed', reason: 'misconfigured' } as const;
      return { kind: 'settled', row: await write(failed), plan };
    }
    const claim = { step: base.key, customer: base.customerId, now: new Date(now) };
    const took = await takeRamp(transaction, input, facts, context.ramp, {
      message: base.id,
      provider: provider.name,
    });
    if (took === 'none left') return { kind: 'changed' };
    const money = await takeSmsMoney(transaction, context, facts, base.id);
    if (money === 'none left') return { kind: 'changed' };
    if (code && !(await reserveCode(transaction, code, claim))) {
      if (took !== 'no ramp') await putBack(transaction, took);
      await money?.putBack();
      return { kind: 'changed' };
    }
    const claimed = await write({
      ...base,
      template: inputs.template,
      state: 'claimed',
      reason: null,
      notBefore: null,
      claimedAt: new Date(now),
      linkToken,
      frozen,
      untranslated: inputs.untranslated.length > 0 ? [...inputs.untranslated] : null,
      bodyHash: bodyHash(frozen),
      provider: provider.name,
      segments: money?.segments ?? null,
      cost: money?.cost ?? null,
      attempts: (row?.attempts ?? 0) + 1,
      unsettled: 1,
    });
    if (took !== 'no ramp') await noteTake(transaction, claimed.id, took);
    await money?.note(claimed.id);
    await keepShortLinks(transaction, message.short);
    if (about.offer) await carryCode(transaction, claimed.id, code?.id);
    return { kind: 'send', row: claimed, plan };
  });

/** What the rules say now; what they said of the very same facts and instant, where nothing was found or made since. */
const judgedAgain = (
  deps: GateDeps,
  input: DeliverInput,
  prepared: Prepared,
  facts: GateFacts,
  now: Millis,
): Pick<Judged, 'context' | 'judgement'> => {
  const { judged, offer } = prepared;
  const segments = segmentsOf(input, prepared);
  if (judged?.facts === facts && judged.now === now && !offer && segments === undefined) return judged;
  const context = ruleContext(input, facts, now, deps.demoClock, { found: offer?.found, segments });
  return { context, judgement: judge(context, deps.rules) };
};

/** Of the text message that was made; undefined when none was. */
const segmentsOf = ({ channel }: DeliverInput, { message }: Prepared): number | undefined =>
  channel === 'sms' && message && typeof message.body !== 'string' ? smsLength(message.body.text).segments : undefined;

/** The experiments that this decision brings the customer into, before anything is held out or sent. */
const assignmentsOf = ({ run }: GateFacts, judgement: Judgement, assignedAt: Date) =>
  exposures(judgement).map((one) => ({ ...one, storeId: run.storeId, customerId: run.customerId, assignedAt }));

/** What every decision writes. */
const decisionBase = (
  input: DeliverInput,
  facts: GateFacts,
  context: RuleContext,
  judgement: Judgement,
  row: MessageRow | undefined,
) => ({
  id: row?.id ?? messageId(idempotencyKey(input)),
  storeId: facts.run.storeId,
  runId: input.run,
  journey: input.journey,
  customerId: facts.run.customerId,
  step: input.step,
  channel: input.channel,
  template: input.template,
  purpose: input.purpose,
  rank: input.rank,
  dueAt: new Date(input.dueAt),
  expiresAt: new Date(context.step.expiresAt),
  decidedAt: new Date(context.now),
  verdicts: keptVerdicts(judgement),
  facts: factsAlone(context),
  policyVersions: facts.policy.versions,
  cause: row?.cause ?? null,
  key: idempotencyKey(input),
});

/** What a refusal writes: a later look, or the end. */
const refused = (refusal: Refusal, expiresAt: Date, row: MessageRow | undefined) => {
  if (refusal.says === 'later') {
    // Being early or touched moves the step; anything else keeps it waiting, and the first of them is why it expires.
    const cause = row?.cause ?? (refusal.reason === 'early' || refusal.reason === 'touched' ? null : refusal.reason);
    if (isWorthWaiting(refusal, expiresAt.getTime())) {
      return { state: 'planned', reason: refusal.reason, cause, notBefore: new Date(refusal.at) } as const;
    }
    return { state: 'withheld', reason: 'expired', cause, notBefore: null } as const;
  }
  // It was wanted, and tried or held back: that it came to nothing is the provider's doing.
  if (refusal.reason === 'expired' && row && (row.attempts > 0 || isProviderWait(row.reason))) {
    const reason = row.reason === 'provider_paused' ? 'misconfigured' : 'gave_up';
    return { state: 'failed', reason, notBefore: null } as const;
  }
  return { state: 'withheld', reason: refusal.reason, notBefore: null } as const;
};

const isProviderWait = (reason: MessageRow['reason']): boolean =>
  (providerWaits as readonly MessageRow['reason'][]).includes(reason);

/** What waiting for the provider writes: to be asked again when it may go on, at the latest at the end of its use. */
export const held = (hold: Hold, expiresAt: Date, demoClock: DemoClock | undefined) => ({
  reason: hold.reason,
  notBefore: new Date(Math.min(storeTime(hold.until, demoClock), expiresAt.getTime())),
});
