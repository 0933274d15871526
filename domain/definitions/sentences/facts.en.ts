import type { About, Ago, Fact, Range } from '../definition.ts';
import type { SentenceWords } from './words.ts';

const factWords = (fact: Fact): string => {
  if ('score' in fact) return `have a score ${fact.score.name} of ${range(fact.score)}`;
  if ('orders' in fact) {
    const { count, total, ...asked } = fact.orders;
    return `ordered ${times(count)}${about(asked)}${ago(asked)}${total ? `, for ${range(total)} together` : ''}`;
  }
  if ('carts' in fact) {
    const { count, total, ...asked } = fact.carts;
    return `have ${count ? `${range(count)} open carts` : 'an open cart'}${about(asked)}${ago(asked)}${total ? `, worth ${range(total)} together` : ''}`;
  }
  if ('views' in fact) {
    const { count, ...asked } = fact.views;
    return `looked at ${count ? range(count) : 'some'} products${about(asked)}${ago(asked)}`;
  }
  if ('clicks' in fact) {
    const { count, channel, journey, ...asked } = fact.clicks;
    const of = `${channel ? ` by ${channel}` : ''}${journey ? ` of ${journey}` : ''}`;
    return `followed a link of ${count ? `${range(count)} messages` : 'a message'}${of}${ago(asked)}`;
  }
  if ('consent' in fact) {
    const { channel, list } = fact.consent;
    return `agreed to ${list ? `the list ${list}` : 'marketing'} by ${channel}`;
  }
  if ('contact' in fact) return `last did something of the kind ${fact.contact.kind}${ago(fact.contact) || ' ever'}`;
  if ('known' in fact) return `became known${ago(fact.known) || ' ever'}`;
  if ('tier' in fact) return `are in the loyalty tier “${fact.tier}”`;
  if ('affinity' in fact) {
    const { category, share, lift } = fact.affinity;
    const how = [...(share ? [`a share of ${range(share)}`] : []), ...(lift ? [`${range(lift)} times the usual`] : [])];
    return how.length > 0
      ? `are drawn to the category “${category}” by ${how.join(' and ')}`
      : `are drawn most to the category “${category}”`;
  }
  if ('prices' in fact) {
    const { sensitive, index } = fact.prices;
    const goes = sensitive === undefined ? [] : [sensitive ? 'go by reduced prices' : 'do not go by reduced prices'];
    return [...goes, ...(index ? [`buy reduced ${range(index)} times as often as is usual`] : [])].join(' and ');
  }
  if ('engagement' in fact) {
    const { channel, messages, ...rate } = fact.engagement;
    return `react to ${range(rate)} of what they get by ${channel}${messages ? `, having got ${range(messages)} messages` : ''}`;
  }
  if ('bestHour' in fact) return `have their best hour from ${fact.bestHour.from} to ${fact.bestHour.to} o’clock`;
  if ('intent' in fact) return `have an intent of ${range(fact.intent)}`;
  if ('nextCategory' in fact) {
    const { category, ...probability } = fact.nextCategory;
    const isBound = Object.values(probability).some((bound) => bound !== undefined);
    return `probably buy next of the category “${category}”${isBound ? `, with a probability of ${range(probability)}` : ''}`;
  }
  if ('lastEvent' in fact) {
    const { result, score } = fact.lastEvent;
    const came = result === undefined ? [] : [`came out of the last event as “${result}”`];
    return [...came, ...(score ? [`took part in the last event by ${range(score)} of 100`] : [])].join(' and ');
  }
  if ('has' in fact) return `are known with ${fact.has}`;
  if ('language' in fact) return `read ${fact.language}`;
  return 'country' in fact ? `live in ${fact.country}` : `are in ${fact.segment}`;
};

const range = ({ atLeast, atMost, below }: Range): string => {
  if (atLeast !== undefined && atLeast === atMost) return `exactly ${atLeast}`;
  const parts = [
    ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
    ...(atMost === undefined ? [] : [`at most ${atMost}`]),
    ...(below === undefined ? [] : [`below ${below}`]),
  ];
  return parts.join(' and ');
};

const times = (count: Range | undefined): string => (count ? `${range(count)} times` : 'at least once');

const about = ({ category, product }: About): string =>
  `${category === undefined ? '' : ` of the category “${category}”`}${product === undefined ? '' : ` with the product “${product}”`}`;

const ago = ({ within, before }: Ago): string =>
  `${within === undefined ? '' : ` within ${within}`}${before === undefined ? '' : `, longer than ${before} ago`}`;

export const english: SentenceWords = {
  who: 'Customers who ',
  without: '; without those who ',
  not: (condition) => `not: ${condition}`,
  and: 'and',
  or: 'or',
  fact: factWords,
};
