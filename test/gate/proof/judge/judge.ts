import type { Played } from '../play/played.ts';
import { type Check, type Decided, named, type RecordCheck, type Violation } from './check.ts';
import { moment } from './moment.ts';
import { told } from './told.ts';
import { person } from './person.ts';
import { wanted } from './wanted.ts';
import { caps, exclusivity, journeysADay, lastPlace, newsletterPause } from './pressure.ts';
import { once, outcomes, sticky } from './record.ts';
import { brake, codes, prices, ramp, textBudget, volume } from './scarce.ts';

/** What each message alone must satisfy. */
const oneMessage: readonly Check[] = [...wanted, ...told, ...person, ...moment];

const wholeRecord: readonly RecordCheck[] = [
  once,
  outcomes,
  sticky,
  caps,
  exclusivity,
  journeysADay,
  newsletterPause,
  lastPlace,
  codes,
  prices,
  ramp,
  textBudget,
  volume,
  brake,
];

/**
 * Everything that is wrong with what the provider has on record and with the reasons that were given, judged from the
 * story and from what was told in it alone: without the rules of the product, and without what the gate wrote of them.
 */
export const judge = (played: Played): readonly Violation[] => [
  ...played.sent.flatMap((sent) => oneMessage.flatMap((check) => sentWrongly(check, sent, played))),
  ...played.ends.flatMap((end) => {
    const { dueAt, expiresAt } = end.step.input;
    const decided: Decided = { ...end, dueAt: Date.parse(dueAt), expiresAt: Date.parse(expiresAt) };
    return oneMessage.flatMap((check) => withheldWrongly(check, decided, end.reason, played));
  }),
  ...wholeRecord.flatMap((check) => check(played)),
];

const sentWrongly = (check: Check, sent: Decided, played: Played): Violation[] =>
  check.holds(sent, played).includes(true) ? [] : [{ check: check.name, what: named(sent) }];

const withheldWrongly = (check: Check, decided: Decided, reason: string | undefined, played: Played): Violation[] =>
  reason !== undefined && check.reasons.includes(reason) && !check.holds(decided, played).includes(false)
    ? [{ check: check.name, what: `${named(decided)} was withheld as ${reason}, and that was not so` }]
    : [];
