import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ProviderFinding, ProviderSearch } from '../provider.ts';
import type { TwilioConnection } from './connection.ts';

/** One page of `GET …/Messages.json` (https://www.twilio.com/docs/messaging/api/message-resource). */
const page = z.object({
  messages: z.array(
    z.object({
      sid: z.string(),
      to: z.string().nullable(),
      body: z.string().nullable(),
      direction: z.string(),
      date_created: z.string().nullable(),
    }),
  ),
  next_page_uri: z.string().nullish(),
});

const pageSize = 100;
const maxPages = 10;

/** Their clock and ours differ. */
const skewMillis = 60_000;

const hashOf = (text: string): string => createHash('sha256').update(text.trim()).digest('hex');

/** One message of the list that may be the one. */
interface Listed {
  readonly sid: string;
  readonly at: number;
}

/**
 * Looks for a message by its recipient, under each of the addresses, and the hash of its body among those made since.
 * Twilio's own filter by date knows only when a message was sent, and one that is queued was not: the time is compared
 * here. A trial account prefixes bodies: its messages are not found.
 */
export const findInList = async (
  twilio: Pick<TwilioConnection, 'get' | 'messagesPath'>,
  search: ProviderSearch,
  addresses: readonly string[],
): Promise<ProviderFinding> => {
  const all: Listed[] = [];
  for (const address of addresses) {
    const found = await findAt(twilio, search, address);
    if ('found' in found) return found;
    all.push(...found);
  }
  if (all.length === 0) return { found: 'no' };
  const ids = all.toSorted((a, b) => a.at - b.at).map(({ sid }) => sid);
  return { found: 'yes', ids: [...new Set(ids)] };
};

const findAt = async (
  { get, messagesPath }: Pick<TwilioConnection, 'get' | 'messagesPath'>,
  { message, since, signal }: ProviderSearch,
  address: string,
): Promise<readonly Listed[] | Extract<ProviderFinding, { found: 'unreadable' }>> => {
  const wanted = hashOf(message.text);
  const found: Listed[] = [];
  let path: string | undefined =
    `${messagesPath}?${new URLSearchParams({ To: address, PageSize: String(pageSize) }).toString()}`;
  for (let number = 0; path !== undefined; number++) {
    if (number === maxPages) return { found: 'unreadable', detail: `more than ${maxPages * pageSize} messages` };
    const answer = await get(path, signal).catch((error: Error) => error);
    if (answer instanceof Error) return { found: 'unreadable', detail: `no answer: ${answer.name}` };
    if (answer.status !== 200) return { found: 'unreadable', detail: String(answer.status) };
    const read = page.safeParse(parse(answer.body));
    if (!read.success) return { found: 'unreadable', detail: 'not a list of messages' };
    for (const one of read.data.messages) {
      const at = Date.parse(one.date_created ?? '');
      const isOurs = one.direction.startsWith('outbound') && one.body !== null && hashOf(one.body) === wanted;
      // Without a time it may be the one.
      if (isOurs && !(at < since - skewMillis)) found.push({ sid: one.sid, at: Number.isNaN(at) ? 0 : at });
    }
    path = read.data.next_page_uri ?? undefined;
  }
  return found;
};

const parse = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};
