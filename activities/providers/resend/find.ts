import type { ListEmail, Resend } from 'resend';
import { isEmail } from '../../../db/schema/ledger.ts';
import { messageTag } from '../../../domain/delivery.ts';
import type { ProviderFinding, ProviderSearch } from '../provider.ts';

/** The most that one page holds. */
const pageSize = 100;

/** Each page is a call that counts against the account's limit; what is further back is left to the webhooks. */
const maxPages = 20;

/** Their clock and ours differ. */
const skewMillis = 60_000;

/**
 * Looks for a message in Resend's list, the newest first, which holds addresses and subjects, and then at each that
 * may be the one for our tag, or for the same bytes where it shows no tags.
 */
export const findInList = async (resend: Resend, search: ProviderSearch): Promise<ProviderFinding> => {
  const { message, since, signal } = search;
  if (!isEmail(message)) return { found: 'no' };
  const options = { signal } as object;
  let after: string | undefined;
  for (let page = 0; page < maxPages; page++) {
    const { data, error } = await resend.emails.list({ limit: pageSize, ...(after && { after }) }, options);
    if (!data) return unreadable(error);
    for (const email of data.data) {
      if (timeOf(email) < since - skewMillis) return { found: 'no' };
      if (email.subject !== message.subject || !email.to.includes(message.to)) continue;
      const one = await resend.emails.get(email.id, options);
      if (!one.data) return unreadable(one.error);
      const tag = one.data.tags?.find(({ name }) => name === messageTag);
      const isTheOne = tag ? tag.value === search.messageId : one.data.html === message.html;
      if (isTheOne) return { found: 'yes', ids: [email.id] };
    }
    after = data.data.at(-1)?.id;
    if (!data.has_more || after === undefined) return { found: 'no' };
  }
  return { found: 'unreadable', detail: `more than ${maxPages * pageSize} messages since` };
};

const unreadable = (error: { statusCode: number | null; name: string } | null): ProviderFinding => ({
  found: 'unreadable',
  detail: error ? `${error.statusCode ?? 'no status'} ${error.name}` : 'an answer without data',
});

/** `2026-11-25 09:30:00.123456+00` as well as ISO 8601; one that cannot be read counts as recent. */
export const timeOf = ({ created_at: text }: Pick<ListEmail, 'created_at'>): number => {
  const millis = Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
  return Number.isNaN(millis) ? Number.POSITIVE_INFINITY : millis;
};
