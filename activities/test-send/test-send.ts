import type { RecordedVerdict } from '../../db/schema/ledger.ts';
import { endTestSend, takeTestSend } from '../../db/test-sends/test-sends.ts';
import type { Channel } from '../../domain/journey.ts';
import { failedReasons, withheldReasons } from '../../domain/reasons.ts';
import { judge } from '../../domain/rules/judge.ts';
import { keptVerdicts } from '../../domain/rules/sentence.ts';
import { type FrozenMessage, isWhatsapp } from '../../db/schema/ledger.ts';
import { smsCost, whatsappCost } from '../../domain/sms/cost.ts';
import { type SampledPart, testSendKey } from '../../domain/test-send.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { askedStep } from '../as-customer/asked-step.ts';
import { type MadeAsCustomer, makeAsCustomer } from '../as-customer/make.ts';
import { countryOf } from '../deliver/context/sms-seen.ts';
import { ruleContext } from '../deliver/context/rule-context.ts';
import type { GateDeps } from '../deliver/deps.ts';
import { freeze } from '../deliver/message/freeze.ts';
import { messageHeaders } from '../deliver/message/headers.ts';
import { admit } from '../deliver/prepare/admit.ts';
import { call } from '../deliver/send/send.ts';
import { smsLength } from '../templates/sms/gsm.ts';
import type { RenderedMessage } from '../templates/view.ts';

type Taken = NonNullable<Awaited<ReturnType<typeof takeTestSend>>>;

/** What became of it. */
interface End {
  readonly state: 'sent' | 'failed' | 'unknown';
  /** What the rules said for the customer. */
  readonly verdicts: readonly RecordedVerdict[];
  /** Why it was not sent. */
  readonly detail: string | null;
  /** What of it was invented. */
  readonly sampled: readonly SampledPart[];
  /** Of a text message as it was sent to the operator. */
  readonly segments: number | null;
  /** Minor units of the store's currency. */
  readonly cost: number | null;
}

/** Before the subject of each, or before the text, so that nobody takes one for a message to a customer. */
export const testMark = '[Test]';

/**
 * Makes and sends the oldest message that an operator asked to see as a customer would get it now: from the real facts,
 * judged by the real rules, which stop nothing here. It goes to the operator under a key of its own and is written to no
 * ledger. It is taken once: a worker that dies with it leaves it as it is, and the operator asks again.
 *
 * @returns false when none was asked for.
 */
export const sendNextTest = async (deps: GateDeps): Promise<boolean> => {
  const taken = await deps.db.transaction(async (queries) => takeTestSend(queries));
  if (!taken) return false;
  const end = await carryOut(deps, taken).catch((error: unknown): End => {
    deps.logger.error({ testSend: taken.id, error: (error as Error).name }, 'a test could not be sent');
    return failed('it could not be made; the log of the worker says why');
  });
  await endTestSend(deps.db, taken.id, { ...end, endedAt: new Date(deps.clock.now()) });
  return true;
};

const nothing = { verdicts: [], sampled: [], segments: null, cost: null } as const;

const failed = (detail: string, known: Partial<End> = {}): End => ({ ...nothing, ...known, state: 'failed', detail });

const carryOut = async (deps: GateDeps, taken: Taken): Promise<End> => {
  const { message, storeId: store, customerId: customer } = taken;
  const { channel } = message;
  const to = channel === 'email' ? taken.email : taken.phone;
  if (to === null) return failed(`the operator has no ${reached[channel]}`);
  const provider = deps.providers[channel];
  if (!provider) return failed(`nothing is sent by ${channel} here`);
  const now = deps.clock.now();
  const step = await askedStep(deps.db, { store, customer, message }, now);
  const made = await makeAsCustomer(deps, step, { now });
  if (!made) return failed('the customer is not there any more');
  const { input } = step;
  const { facts, sampled, body } = made;
  const context = ruleContext(input, facts, now, deps.demoClock, {
    found: made.offer?.found,
    segments: made.sms?.segments,
  });
  const known = { verdicts: keptVerdicts(judge(context)), sampled };
  if (typeof body === 'string') return failed(whyNot(body), known);
  const admission = await admit(deps, provider, { from: made.from, purpose: 'transactional' });
  if (admission.hold) {
    return failed(`nothing is given to the provider at the moment (${admission.hold.reason})`, known);
  }
  const frozen = freeze({
    inputs: { from: made.from, to },
    body: marked(body, channel),
    channel,
    headers: messageHeaders(input, facts, made.unsubscribeUrl),
    claimedAt: toInstant(deps.clock.now()),
  });
  const answer = await call(provider, { key: testSendKey(taken.id), id: taken.id, frozen, claimedAt: new Date(now) });
  const sent = { ...nothing, ...known, ...(channel !== 'email' && spentOn(frozen, to, made)) };
  if (answer.answer === 'accepted') return { ...sent, state: 'sent', detail: null };
  const detail = `${answer.answer}: ${answer.detail}`.slice(0, 300);
  return answer.answer === 'uncertain' ? { ...sent, state: 'unknown', detail } : failed(detail, known);
};

const reached: Readonly<Record<Channel, string>> = {
  email: 'address; `npm run operator -- address` sets it',
  sms: 'phone number; `npm run operator -- phone` sets it',
  whatsapp: 'phone number; `npm run operator -- phone` sets it',
};

const whyNot = (body: Extract<MadeAsCustomer['body'], string>): string => {
  if (body === 'no_approved_template') return withheldReasons[body];
  return body === 'nothing' ? 'there is nothing to make it from' : failedReasons[body];
};

/** What was approved for WhatsApp takes no other word. */
const marked = (body: RenderedMessage, channel: Channel): RenderedMessage => {
  if (channel === 'whatsapp') return body;
  return channel === 'email'
    ? { ...body, subject: `${testMark} ${body.subject}` }
    : { ...body, text: `${testMark} ${body.text}` };
};

/** What the test itself costs: the mark before it may take one more segment, and the operator may live elsewhere. */
const spentOn = (
  frozen: FrozenMessage,
  to: string,
  { facts }: MadeAsCustomer,
): Partial<Pick<End, 'segments' | 'cost'>> => {
  const { sms, whatsapp } = facts.policy.policy;
  const country = countryOf(to) ?? null;
  if (isWhatsapp(frozen)) return { cost: whatsappCost(whatsapp, country) };
  const { segments } = smsLength(frozen.text);
  return { segments, cost: smsCost(sms, { country, segments }) };
};
