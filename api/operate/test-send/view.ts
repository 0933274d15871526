import type { RecordedVerdict } from '../../../db/schema/ledger.ts';
import type { TestSendRow } from '../../../db/test-sends/test-sends.ts';
import type { Show } from '../../../domain/rules/rule.ts';
import { sentenceOf } from '../../../domain/rules/sentence.ts';
import { sampledParts, testSendStates } from '../../../domain/test-send.ts';
import { stepOf } from './ask.ts';

/** What each rule said for the customer, in a sentence. */
export const sentencesOf = (verdicts: readonly RecordedVerdict[], show: Show) =>
  verdicts.map((verdict) => ({
    rule: verdict.rule,
    says: verdict.says,
    ...(verdict.reason && { reason: verdict.reason }),
    sentence: sentenceOf(verdict, show) ?? 'This rule is not asked any more.',
  }));

const asWritten: Show = { instant: (instant) => instant };

/** A test as stores see it: how it stands, and whether the customer would get the message now. */
export const testSendView = (row: TestSendRow) => {
  const { id, message, state, verdicts, sampled, segments, cost, detail, askedAt, endedAt } = row;
  const refusal = verdicts.find(({ says }) => says !== 'pass');
  return {
    id,
    journey: message.journey,
    step: stepOf(message),
    template: message.template,
    channel: message.channel,
    state,
    means: testSendStates[state],
    detail,
    askedAt,
    endedAt,
    /** What of it was invented, in words. */
    notes: sampled.map((part) => sampledParts[part]),
    sms: segments === null ? null : { segments, cost },
    /** Null while nobody has judged. */
    customerWould: verdicts.length === 0 ? null : { says: refusal?.says ?? 'pass', reason: refusal?.reason ?? null },
    rules: sentencesOf(verdicts, asWritten),
  };
};
