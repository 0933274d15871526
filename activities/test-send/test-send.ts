import { randomUUID } from 'node:crypto';
import { readFacts } from '../../db/facts/read-facts.ts';
import type { RecordedVerdict } from '../../db/schema/ledger.ts';
import { readAsIf } from '../../db/test-sends/as-if.ts';
import { endTestSend, takeTestSend } from '../../db/test-sends/test-sends.ts';
import type { DeliverInput } from '../../domain/delivery.ts';
import { judge } from '../../domain/rules/judge.ts';
import { keptVerdicts } from '../../domain/rules/sentence.ts';
import { testSendKey } from '../../domain/test-send.ts';
import { durationMillis } from '../../domain/time/duration.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { admit } from '../deliver/prepare/admit.ts';
import { ruleContext } from '../deliver/context/rule-context.ts';
import type { GateDeps } from '../deliver/deps.ts';
import { findOffer } from '../deliver/prepare/find-offer.ts';
import { freeze } from '../deliver/message/freeze.ts';
import { factsOf, unsubscribeUrl } from '../deliver/prepare/prepare.ts';
import { call } from '../deliver/send/send.ts';
import { messageHeaders } from '../deliver/message/headers.ts';
import { renderInputs } from '../deliver/message/view.ts';
import type { RenderedMessage } from '../templates/view.ts';

type Taken = NonNullable<Awaited<ReturnType<typeof takeTestSend>>>;

/** What became of it: its state, what the rules said, and why it was not sent. */
interface End {
  readonly state: 'sent' | 'failed' | 'unknown';
  readonly verdicts: readonly RecordedVerdict[];
  readonly detail: string | null;
}

/** Before the subject of each, so that nobody takes one for a message to a customer. */
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
    return { state: 'failed', verdicts: [], detail: 'it could not be made; the log of the worker says why' };
  });
  await endTestSend(deps.db, taken.id, { ...end, endedAt: new Date(deps.clock.now()) });
  return true;
};

const failed = (detail: string, verdicts: End['verdicts'] = []): End => ({ state: 'failed', verdicts, detail });

const carryOut = async (deps: GateDeps, taken: Taken): Promise<End> => {
  const { channel } = taken.message;
  if (taken.email === null) return failed('the operator has no address; `npm run operator -- address` sets it');
  const provider = deps.providers[channel];
  if (channel !== 'email' || !provider) return failed(`nothing is sent by ${channel} as a test`);
  const made = await make(deps, taken);
  if (!made) return failed('the customer has no cart that it could be about');
  const { verdicts, body, inputs } = made;
  if (!inputs)
    return failed(
      'there is nothing to make it from: the customer has no address, or no product can be shown',
      verdicts,
    );
  if (!body) return failed('the template broke', verdicts);
  const admission = await admit(deps, provider, { from: inputs.from, purpose: 'transactional' });
  if (admission.hold)
    return failed(`nothing is given to the provider at the moment (${admission.hold.reason})`, verdicts);
  const now = deps.clock.now();
  const message = freeze({
    inputs: { from: inputs.from, to: taken.email },
    body: { ...body, subject: `${testMark} ${body.subject}` },
    channel,
    headers: made.headers,
    claimedAt: toInstant(now),
  });
  const answer = await call(provider, {
    key: testSendKey(taken.id),
    id: taken.id,
    frozen: message,
    claimedAt: new Date(now),
  });
  if (answer.answer === 'accepted') return { state: 'sent', verdicts, detail: null };
  const state = answer.answer === 'uncertain' ? 'unknown' : 'failed';
  return { state, verdicts, detail: `${answer.answer}: ${answer.detail}`.slice(0, 300) };
};

/** The message as the customer would get it now, and what every rule says about it. */
const make = async (deps: GateDeps, { storeId: store, customerId: customer, message }: Taken) => {
  const now = deps.clock.now();
  const { journey, step, channel, template, purpose, rank, expires, offer: named } = message;
  const about = { store, customer, message, now: new Date(now) };
  const seen = await readAsIf(deps.db, about, async (queries, { run, event }) => {
    const input: DeliverInput = {
      run,
      store,
      journey,
      customer,
      step,
      channel,
      template,
      props: { ...event, ...(named !== undefined && { offer: named }) },
      purpose,
      rank,
      dueAt: toInstant(now),
      expiresAt: toInstant(now + durationMillis(expires)),
    };
    const facts = await readFacts(queries, factsOf(input, now));
    return facts && { input, facts };
  });
  if (!seen) return undefined;
  const { input, facts } = seen;
  const offer = await findOffer(deps, input, facts, { now, isSample: true });
  const verdicts = keptVerdicts(judge(ruleContext(input, facts, now, deps.demoClock, { found: offer?.found })));
  // Known to nobody: what the operator clicks there changes nothing of the customer's.
  const url = unsubscribeUrl(deps, randomUUID());
  const inputs = renderInputs(input, facts, { unsubscribeUrl: url, now, code: offer?.lease });
  const body = inputs && (await rendered(deps, inputs));
  return { verdicts, inputs, body, headers: messageHeaders(input, facts, url) };
};

const rendered = async (
  { render, logger }: GateDeps,
  { template, locale, view }: NonNullable<ReturnType<typeof renderInputs>>,
): Promise<RenderedMessage | undefined> => {
  try {
    return await render(template, locale, view);
  } catch (error) {
    logger.error({ template, error: (error as Error).name }, 'template could not be rendered');
    return undefined;
  }
};
