import type { RecordedVerdict } from '../../../db/schema/ledger.ts';
import type { TestSendRow } from '../../../db/test-sends/test-sends.ts';
import { rules } from '../../../domain/rules/index.ts';
import type { Show, Verdict } from '../../../domain/rules/rule.ts';
import { testSendStates } from '../../../domain/test-send.ts';

/** What each rule said for the customer, in a sentence. */
export const sentencesOf = (verdicts: readonly RecordedVerdict[], show: Show) =>
  verdicts.map((verdict) => ({
    rule: verdict.rule,
    says: verdict.says,
    ...(verdict.reason && { reason: verdict.reason }),
    sentence: rules.find(({ name }) => name === verdict.rule)?.sentence(verdict as unknown as Verdict, show) ?? '',
  }));

const asWritten: Show = { instant: (instant) => instant };

/** A test as stores see it: how it stands, and whether the customer would get the message now. */
export const testSendView = ({ id, message, state, verdicts, detail, askedAt, endedAt }: TestSendRow) => {
  const refusal = verdicts.find(({ says }) => says !== 'pass');
  return {
    id,
    journey: message.journey,
    step: message.step,
    template: message.template,
    state,
    means: testSendStates[state],
    detail,
    askedAt,
    endedAt,
    /** Null while nobody has judged. */
    customerWould: verdicts.length === 0 ? null : { says: refusal?.says ?? 'pass', reason: refusal?.reason ?? null },
    rules: sentencesOf(verdicts, asWritten),
  };
};
