import { localDate } from '../../pressure/local-date.ts';
import { seenBy } from '../history/timeline.ts';
import { atBestHour } from '../story/story.ts';
import { type Check, hourMillis, isMarketing } from './check.ts';
import { always, isAboutProduct, isText, journeyOf, personOf, pricesSeen } from './decided.ts';

/** What a clock shows where somebody lives. */
const clockOf = (at: number, zone: string): readonly [hour: number, minute: number] => {
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const [hour, minute] = shown.format(at).split(':').map(Number);
  return [hour!, minute!];
};

/** Whether the shop sent it then: its switches, its stock, its hours, its money. */
export const moment: readonly Check[] = [
  {
    name: 'switched on',
    reasons: ['switched_off', 'shadow', 'not_allowlisted'],
    holds: (decided, { history }) => {
      const { step, when } = decided;
      const isAllowed = seenBy(history.allowed[step.who]!, when);
      const modes = (['*', journeyOf(decided)] as const).map((name) => seenBy(history.mode[name], when));
      return modes[0]!.flatMap((store) =>
        modes[1]!.flatMap((journey) =>
          isAllowed.map((allowed) =>
            [store, journey].every((mode) => mode === 'on' || (mode === 'allowlist' && allowed)),
          ),
        ),
      );
    },
  },
  {
    name: 'not paused',
    reasons: ['paused'],
    holds: (decided, { history }) =>
      seenBy(history.pauses, decided.when).map((pauses) =>
        pauses
          .filter(
            ({ journey, channel }) =>
              (journey ?? journeyOf(decided)) === journeyOf(decided) &&
              (channel ?? decided.step.input.channel) === decided.step.input.channel,
          )
          .every(({ rule, since, liftedAt }) => {
            // Every run was open before any pause: what is dropped is dropped for good.
            if (liftedAt === undefined || rule === 'drop') return false;
            return rule !== 'skip' || decided.dueAt < since || decided.dueAt >= liftedAt;
          }),
      ),
  },
  {
    name: 'no question open',
    reasons: ['service_case'],
    holds: (decided, played) => {
      const { rank } = decided.step.input;
      if (!played.story.house.servicePause || (rank !== 'newsletter' && rank !== 'win-back')) return always;
      const { zone } = personOf(decided, played);
      const day = localDate(decided.at, zone);
      return seenBy(played.history.question[decided.step.who]!, decided.when).map(
        (question) => question === null || (question.closedAt !== null && localDate(question.closedAt, zone) < day),
      );
    },
  },
  {
    name: 'a page to lead to',
    reasons: [],
    holds: (decided, { story }) => [journeyOf(decided) !== 'invite' || story.house.referralPage],
  },
  {
    name: 'a programme to join',
    reasons: ['no_programme'],
    holds: (decided, { story }) => [journeyOf(decided) !== 'joinClub' || story.house.loyaltyPage],
  },
  {
    name: 'in stock',
    reasons: ['out_of_stock'],
    holds: (decided, played) =>
      isAboutProduct(decided)
        ? seenBy(played.history.stock[personOf(decided, played).product], decided.when).map(({ units }) => units > 0)
        : always,
  },
  {
    name: 'stock told lately',
    reasons: ['stale_products'],
    holds: (decided, played) => {
      const { stockFresh } = played.story.house;
      if (stockFresh === null || !isAboutProduct(decided)) return always;
      // What is silent is as fresh as the newest word about any product.
      const told = Object.values(played.history.stock).map((one) =>
        Math.max(...seenBy(one, decided.when).map(({ toldAt }) => toldAt)),
      );
      const first = Object.values(played.history.stock).map((one) =>
        Math.min(...seenBy(one, decided.when).map(({ toldAt }) => toldAt)),
      );
      const oldest = decided.at - stockFresh * hourMillis;
      return [Math.max(...told) >= oldest, Math.max(...first) >= oldest];
    },
  },
  {
    name: 'worth a text message',
    reasons: ['not_worth_sms'],
    holds: (decided, played) => {
      if (!isText(decided)) return always;
      const { product, quantity } = personOf(decided, played);
      const prices = pricesSeen(decided, played);
      const stocks = seenBy(played.history.stock[product], decided.when);
      // What there is not so many of cannot be bought so many of.
      return prices.flatMap((price) =>
        stocks.map(({ units }) => price * Math.min(quantity, units) >= played.story.house.textFrom),
      );
    },
  },
  {
    name: 'in their best hours',
    reasons: [],
    holds: (decided, played) => {
      const { bestHour, zone } = personOf(decided, played);
      if (bestHour === null || !atBestHour.includes(journeyOf(decided))) return always;
      const [hour, minute] = clockOf(decided.at, zone);
      if (Math.floor(hour / 2) === bestHour) return always;
      const [from, to] = played.story.house.hours;
      // Where they begin after quiet hours have, or end, nothing is gained by waiting.
      if (isMarketing(decided) && (bestHour * 2 < from || bestHour * 2 + 2 > to)) return always;
      const begins = decided.at + ((bestHour * 2 - hour + 24) % 24) * hourMillis - minute * 60_000;
      return [begins + 2 * hourMillis > decided.expiresAt];
    },
  },
  {
    name: 'decent hours',
    reasons: [],
    holds: (decided, played) => {
      const [from, to] = played.story.house.hours;
      if (!isMarketing(decided)) return always;
      const { zone } = personOf(decided, played);
      const [hour] = clockOf(decided.at, zone);
      return [from <= hour && hour < to];
    },
  },
];
