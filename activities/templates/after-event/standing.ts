import { formatMoney } from '../../../domain/money.ts';
import type { Locale } from '../../../domain/templates.ts';
import { formatNumber } from '../cart/format.ts';
import { oneLine } from '../frame/clean.ts';
import type { Point } from '../frame/parts.tsx';
import type { LetterView } from '../view.ts';

const words = {
  fr: {
    balance: 'Votre solde',
    points: (count: number) => `${formatNumber(count, 'fr')} ${count > 1 ? 'points' : 'point'}`,
    level: 'Votre niveau',
    next: 'Le prochain',
    missing: (tier: string, what: string) => `${tier} : encore ${what}.`,
  },
  en: {
    balance: 'Your balance',
    points: (count: number) => `${formatNumber(count, 'en')} ${count === 1 ? 'point' : 'points'}`,
    level: 'Your level',
    next: 'The next one',
    missing: (tier: string, what: string) => `${tier}: ${what} to go.`,
  },
} as const satisfies Record<Locale, object>;

/** What a member has, and how far it is to the next level, as far as the shop's bounds tell (R170). */
export const standingPoints = ({ account }: LetterView, locale: Locale): readonly Point[] => {
  if (!account) return [];
  const { balance, points, level, next, missing } = words[locale];
  const { tier, above } = account;
  const what = above && ('amount' in above ? formatMoney(above.amount, locale) : points(above.points));
  return [
    { term: balance, text: points(account.points) },
    ...(tier === undefined ? [] : [{ term: level, text: oneLine(tier, 40) }]),
    ...(above && what !== undefined ? [{ term: next, text: missing(oneLine(above.tier, 40), what) }] : []),
  ];
};
