import { decidingAct } from '../../domain/consent.ts';
import type { About, Ago, Condition, Definition, Fact, Range } from '../../domain/definitions/definition.ts';
import { savedName } from '../../domain/definitions/definition.ts';
import { intentHalfLife, intentHalfLives, intentScore } from '../../domain/scores/signals/intent.ts';
import { type Duration, durationMillis } from '../../domain/time/duration.ts';
import { noon } from '../gate/world.ts';
import { type Person, shelf } from './people.ts';

/** What a definition means, said once more in the plainest way: over plain objects, without any SQL. */
export const isIn = (
  { include, exclude }: Pick<Definition, 'include' | 'exclude'>,
  person: Person,
  others: ReadonlyMap<string, Definition> = new Map(),
): boolean => holds(include, person, others) && !(exclude !== undefined && holds(exclude, person, others));

const holds = (condition: Condition, person: Person, others: ReadonlyMap<string, Definition>): boolean => {
  if ('and' in condition) return condition.and.every((one) => holds(one, person, others));
  if ('or' in condition) return condition.or.some((one) => holds(one, person, others));
  if ('not' in condition) return !holds(condition.not, person, others);
  if ('segment' in condition) {
    const saved = savedName(condition.segment);
    if (saved === undefined) return person.segments?.some((name) => name === condition.segment) ?? false;
    const other = others.get(saved);
    return other !== undefined && isIn(other, person, others);
  }
  return isTrue(condition, person);
};

const isTrue = (fact: Exclude<Fact, { segment: string }>, person: Person): boolean => {
  if ('score' in fact) {
    const value = person.score?.[fact.score.name] ?? null;
    return value !== null && fits(value, fact.score);
  }
  if ('orders' in fact) {
    const { count = { atLeast: 1 }, total } = fact.orders;
    const those = person.orders.filter(
      ({ state, placedAt, lines }) =>
        state !== 'cancelled' && state !== 'returned' && was(placedAt, fact.orders) && isAbout(lines, fact.orders),
    );
    const sum = those.reduce((all, one) => all + (one.currency === 'EUR' ? one.total - one.refunded : 0), 0);
    return fits(those.length, count) && (total === undefined || fits(sum, total));
  }
  if ('carts' in fact) {
    const { count = { atLeast: 1 }, total } = fact.carts;
    const those = person.carts.filter(
      ({ state, updatedAt, lines }) =>
        state === 'open' && lines.length > 0 && was(updatedAt, fact.carts) && isAbout(lines, fact.carts),
    );
    const sum = those.reduce((all, { currency, lines }) => all + (currency === 'EUR' ? worth(lines) : 0), 0);
    return fits(those.length, count) && (total === undefined || fits(sum, total));
  }
  if ('views' in fact) {
    const those = person.views.filter(
      ({ product, visits }) => visits.some((at) => was(at, fact.views)) && isAbout([{ product }], fact.views),
    );
    return fits(those.length, fact.views.count ?? { atLeast: 1 });
  }
  if ('clicks' in fact) {
    const { channel, journey, count = { atLeast: 1 } } = fact.clicks;
    const those = person.clicks.filter(
      (one) =>
        one.at !== null &&
        was(one.at, fact.clicks) &&
        (channel === undefined || one.channel === channel) &&
        (journey === undefined || one.journey === journey),
    );
    return fits(those.length, count);
  }
  if ('consent' in fact) {
    const newest = person.consents
      .filter(({ channel }) => channel === fact.consent.channel)
      .toSorted((a, b) => b.at - a.at)
      .map((act) => ({ ...act, proven: false }));
    return decidingAct(newest, fact.consent.list)?.state === 'granted';
  }
  if ('contact' in fact)
    return person.contacts.some(({ kind, at }) => kind === fact.contact.kind && was(at, fact.contact));
  const said = person.signals;
  if ('tier' in fact) return said?.tier === fact.tier;
  if ('affinity' in fact) {
    const { category, share, lift } = fact.affinity;
    if (!said || said.affinity.acts === 0) return false;
    const [first] = said.affinity.categories;
    if (!share && !lift) return first?.category === category;
    const own = said.affinity.categories.find((one) => one.category === category);
    return own !== undefined && (!share || fits(own.share, share)) && (!lift || fits(own.lift, lift));
  }
  if ('prices' in fact) {
    const { sensitive, index } = fact.prices;
    if (!said || said.sensitive === null) return false;
    return (sensitive === undefined || said.sensitive === sensitive) && (!index || fits(said.index, index));
  }
  if ('engagement' in fact) {
    const { channel, messages = {}, ...rate } = fact.engagement;
    const own = said?.channels[channel];
    return own !== undefined && own.messages > 0 && fits(own.messages, messages) && fits(own.rate, rate);
  }
  if ('bestHour' in fact) {
    const { from, to } = fact.bestHour;
    if (!said || said.hour.by === 'shop') return false;
    const hours = Array.from({ length: from < to ? to - from : to + 24 - from }, (_, step) => (from + step) % 24);
    return hours.includes(said.hour.bin * 2);
  }
  if ('nextCategory' in fact) {
    const { category, ...bounds } = fact.nextCategory;
    if (!said || said.next.by === 'popularity') return false;
    if (Object.keys(bounds).length === 0) return said.next.categories[0]?.category === category;
    const own = said.next.categories.find((one) => one.category === category);
    return own !== undefined && fits(own.probability, bounds);
  }
  if ('lastEvent' in fact) {
    const { result, score } = fact.lastEvent;
    if (!said?.event) return false;
    return (result === undefined || said.event.result === result) && (!score || fits(said.event.score, score));
  }
  if ('intent' in fact) return fits(intentOf(person), fact.intent);
  if ('known' in fact) return was(person.createdAt, fact.known);
  if ('has' in fact) return isKnown(fact.has, person);
  if ('language' in fact) return person.locale === fact.language;
  return person.country === fact.country;
};

/** The score of the product itself, over what is not too old to count. */
const intentOf = ({ views, carts, contacts }: Person): number => {
  const from = noon - intentHalfLives * intentHalfLife;
  const looked = views.filter(({ lastAt }) => lastAt > from);
  return intentScore(
    looked.map(({ visits, cartedAt }) => ({ visits: visits.map((at) => ({ at })), cartedAt })),
    carts.flatMap(({ state, updatedAt, checkoutAt }) =>
      state === 'open' && updatedAt > from && checkoutAt !== null ? [checkoutAt] : [],
    ),
    { now: noon, since: contacts.find(({ kind }) => kind === 'purchase')?.at },
  ).score;
};

const isKnown = (field: Extract<Fact, { has: unknown }>['has'], person: Person): boolean => {
  switch (field) {
    case 'email':
    case 'phone':
      return person.names.includes(field);
    case 'firstName':
      return person.firstName !== null;
    case 'language':
      return person.locale !== null;
    case 'zone':
      return person.timezone !== null || person.country !== null;
    case 'birthday':
      return person.birthday !== null;
    case 'loyalty':
      return person.member;
    default:
      return field satisfies never;
  }
};

const worth = (lines: Person['carts'][number]['lines']): number =>
  lines.reduce((all, { quantity, unitPrice }) => all + quantity * unitPrice, 0);

const fits = (value: number, { atLeast, atMost, below }: Range): boolean =>
  (atLeast === undefined || value >= atLeast) &&
  (atMost === undefined || value <= atMost) &&
  (below === undefined || value < below);

const back = (duration: Duration): number => noon - durationMillis(duration);

const was = (at: number, { within, before }: Ago): boolean => {
  const isOver = before === undefined ? at <= noon : at < back(before);
  return isOver && (within === undefined || at >= back(within));
};

const isAbout = (lines: readonly { readonly product: string }[], { category, product }: About): boolean =>
  (product === undefined || lines.some((line) => line.product === product)) &&
  (category === undefined || lines.some((line) => shelf[line.product] === category));
