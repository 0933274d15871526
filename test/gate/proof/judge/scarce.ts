import { localDate } from '../../pressure/local-date.ts';
import { textCost } from '../story/story.ts';
import type { Played, Sent } from '../play/played.ts';
import { pricesSeen } from './decided.ts';
import {
  byPerson,
  dayMillis,
  grouped,
  hourMillis,
  isMarketing,
  named,
  type RecordCheck,
  type Violation,
} from './check.ts';

/** Codes: of the pool, each of one customer, none above what a customer may get, none where none may be given. */
export const codes: RecordCheck = (played) => {
  const { story, sent, cast } = played;
  const owners = new Map<string, Set<number>>();
  const violations: Violation[] = [];
  const wrong = (what: string): void => void violations.push({ check: 'codes', what });
  for (const one of sent) {
    const code = one.view.offer?.code;
    if (one.step.input.template !== 'cart/offer') {
      if (code !== undefined) wrong(`${named(one)} shows a code that nobody asked for`);
      continue;
    }
    const { quantity } = story.people[one.step.who]!;
    const mayGet = pricesSeen(one, played).some((price) => price * quantity >= story.house.basketFrom);
    if (code === undefined) {
      if (story.house.withoutCode === 'withhold') wrong(`${named(one)} goes out without its offer`);
      continue;
    }
    if (!cast.codes.includes(code)) wrong(`${named(one)} shows ${code}, which is none of the shop's`);
    if (!mayGet) wrong(`${named(one)} shows a code for a cart that is worth too little`);
    owners.set(code, (owners.get(code) ?? new Set()).add(one.step.who));
  }
  for (const [code, people] of owners) if (people.size > 1) wrong(`${code} was given to ${people.size} customers`);
  for (const all of byPerson(played)) {
    const own = new Set(all.flatMap(({ view }) => view.offer?.code ?? []));
    if (own.size > story.house.codesEach) wrong(`person ${all[0]!.step.who} got ${own.size} codes`);
  }
  return violations;
};

/** What is shown costs what it cost then. */
export const prices: RecordCheck = (played) =>
  played.sent.flatMap((one) =>
    (one.view.cart?.lines ?? []).flatMap((line): Violation[] => {
      const possible = pricesSeen(one, played);
      return possible.includes(line.unitPrice.amount)
        ? []
        : [{ check: 'prices', what: `${named(one)} shows ${line.unitPrice.amount}; it was ${possible.join(' or ')}` }];
    }),
  );

const isEmail = ({ step }: Sent): boolean => step.input.channel === 'email';

/** Marketing e-mails of one civil day of the shop, while its domain is warmed up. */
export const ramp: RecordCheck = ({ sent, story }) => {
  const atMost = story.house.ramp;
  if (atMost === null) return [];
  const days = grouped(sent.filter(isMarketing).filter(isEmail), ({ at }) => localDate(at, 'Europe/Paris'));
  return [...days].flatMap(([day, all]) =>
    all.length > atMost ? [{ check: 'ramp', what: `${all.length} messages on ${day}: at most ${atMost}` }] : [],
  );
};

/** What the text messages of one civil day of the shop cost. */
export const textBudget: RecordCheck = ({ sent, story }) => {
  const budget = story.house.textBudget;
  if (budget === null) return [];
  const days = grouped(
    sent.filter(isMarketing).filter((one) => !isEmail(one)),
    ({ at }) => localDate(at, 'Europe/Paris'),
  );
  return [...days].flatMap(([day, all]) =>
    all.length * textCost > budget
      ? [{ check: 'text budget', what: `${all.length} text messages on ${day}: at most ${budget / textCost}` }]
      : [],
  );
};

const dayOf = (at: number): number => Math.floor(at / dayMillis);

/** No newsletter, campaign or win-back once the day has had its usual volume; what is sent at the same time is not counted yet. */
export const volume: RecordCheck = ({ sent, story }) => {
  const atMost = story.house.volume;
  if (atMost === null) return [];
  return sent
    .filter(({ step }) => ['newsletter', 'campaign', 'win-back'].includes(step.input.rank))
    .flatMap((one) => {
      const before = sent.filter(isEmail).filter(({ at }) => at < one.at && dayOf(at) === dayOf(one.at)).length;
      return before >= atMost ? [{ check: 'volume', what: `${named(one)} after ${before} messages that day` }] : [];
    });
};

/** No marketing while too much of the last day came back. Where the edge of that day decides, either is right. */
export const brake: RecordCheck = (played: Played) => {
  const stop = played.story.house.brake;
  if (stop === null) return [];
  const { sent, history } = played;
  const told = new Map(history.bounced.map(({ key, at }) => [key, at]));
  const mustStop = (now: number, hours: number): boolean => {
    const lately = sent.filter(isEmail).filter(({ at }) => at < now && at > now - hours * hourMillis);
    const bounced = lately.filter(({ step }) => (told.get(step.key) ?? now) < now).length;
    return lately.length >= 2 && bounced >= 1 && (100 * bounced) / lately.length >= stop;
  };
  return sent
    .filter(
      (one) => isMarketing(one) && isEmail(one) && [21, 22, 23, 24, 25, 26].every((hours) => mustStop(one.at, hours)),
    )
    .map((one) => ({ check: 'brake', what: `${named(one)} while ${stop} % bounced` }));
};
