import type { Played } from '../play/played.ts';
import { isMarketing, named, type RecordCheck, type Violation } from './check.ts';

const settled = ['accepted', 'withheld', 'failed', 'unknown'];
/** What a provider's word makes of an accepted message. */
const acceptedStates = ['accepted', 'delivered', 'bounced', 'complained'];

/** One acceptance a step, to the address of its own customer. */
export const once: RecordCheck = ({ sent, cast }) => {
  const seen = new Set<string>();
  return sent.flatMap((one): Violation[] => {
    const isAgain = seen.has(one.step.key);
    seen.add(one.step.key);
    return [
      ...(isAgain ? [{ check: 'once', what: `${named(one)} was accepted twice` }] : []),
      ...(one.to === cast.people[one.step.who]![one.step.input.channel === 'sms' ? 'phone' : 'email']
        ? []
        : [{ check: 'once', what: `${named(one)} went to somebody else` }]),
    ];
  });
};

/** Each step has one outcome, whoever is asked; what is called sent is what the provider has; the reasons add up. */
export const outcomes: RecordCheck = (played: Played) => {
  const { ends, ledger, sent, cast } = played;
  const violations: Violation[] = [];
  const wrong = (what: string): void => void violations.push({ check: 'outcomes', what });
  const accepted = new Set(sent.map(({ step }) => step.key));
  for (const { step, outcome, reason, at } of ends) {
    const rows = ledger.filter(({ key }) => key === step.key);
    const name = `${named({ step, at })}: ${outcome} ${reason ?? ''}`;
    if (!settled.includes(outcome)) wrong(`${name} has no outcome`);
    if (rows.length !== 1) wrong(`${name} has ${rows.length} rows`);
    const [row] = rows;
    const told = row && acceptedStates.includes(row.state) ? 'accepted' : row?.state;
    if (told !== outcome || (outcome !== 'accepted' && (row?.reason ?? undefined) !== reason)) {
      wrong(`${name} is ${row?.state} ${row?.reason ?? ''} in the ledger`);
    }
    if (outcome === 'accepted' && !accepted.has(step.key)) wrong(`${name} is not on the provider's record`);
    if ((outcome === 'withheld' || outcome === 'failed') && accepted.has(step.key)) {
      wrong(`${name} is on the provider's record`);
    }
    if (outcome === 'withheld' && reason === undefined) wrong(`${name} has no reason`);
  }
  const counts = new Map<string, number>();
  for (const { state, reason } of ledger) {
    const key = reason ?? state;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const sum = [...counts.values()].reduce((total, count) => total + count, 0);
  if (sum !== cast.steps.length) wrong(`the reasons add up to ${sum} of ${cast.steps.length} steps`);
  return violations;
};

/** Who is held out gets no marketing at all, and who is not is never told to be. */
export const sticky: RecordCheck = ({ sent, ends, cast }) =>
  cast.people.flatMap((_, who): Violation[] => {
    const heldOut = ends.filter(({ step, reason }) => step.who === who && reason === 'holdout');
    const got = sent.filter((one) => one.step.who === who && isMarketing(one) && one.step.input.rank !== 'service');
    return heldOut.length > 0 && got.length > 0
      ? [{ check: 'sticky', what: `person ${who} is held out, and got ${got.map(named).join(', ')}` }]
      : [];
  });
