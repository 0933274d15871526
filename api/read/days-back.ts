import { z } from 'zod';

/** How many days back a report tells without a wish, and at most. */
const usualDays = 30;
const mostDays = 9_999;

const wanted = `write 1 to ${mostDays}`;

/** Days of a query, as text or a number. */
export const daysBack = z.coerce.number(wanted).int().min(1, wanted).max(mostDays, wanted).default(usualDays);

/** Days of a page's address; what is no such number is taken for no wish. */
export const daysBackOr = (asked: string | undefined): number => {
  const days = Number(asked);
  return Number.isInteger(days) && days >= 1 && days <= mostDays ? days : usualDays;
};
