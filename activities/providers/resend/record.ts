import { setTimeout as wait } from 'node:timers/promises';
import type { Resend } from 'resend';
import { messageTag } from '../../../domain/delivery.ts';
import type { Millis } from '../../../domain/time/instant.ts';
import { ProviderRecordError, type ProviderRecordEntry } from '../provider.ts';
import { timeOf } from './find.ts';

/** The most that one page holds. */
const pageSize = 100;

/** A refusal or a lost answer is tried again this often: an account has thousands of messages and a few calls a second. */
const tries = 8;

/** Reads Resend's list, the newest first, and each message for our tag and its unsubscribe link. */
export async function* readRecord(resend: Resend, since: Millis): AsyncIterable<ProviderRecordEntry> {
  let after: string | undefined;
  for (;;) {
    const page = await patiently(async () => resend.emails.list({ limit: pageSize, ...(after && { after }) }));
    for (const email of page.data) {
      const acceptedAt = timeOf(email);
      if (acceptedAt < since) return;
      const one = await patiently(async () => resend.emails.get(email.id));
      const messageId = one.tags?.find(({ name }) => name === messageTag)?.value;
      const linkToken = /\/u\/([0-9a-f-]{36})\b/.exec(`${one.html ?? ''} ${one.text ?? ''}`)?.[1];
      yield {
        id: email.id,
        to: email.to[0] ?? '',
        acceptedAt,
        ...(messageId !== undefined && { messageId }),
        ...(linkToken !== undefined && { linkToken }),
      };
    }
    after = page.data.at(-1)?.id;
    if (!page.has_more || after === undefined) return;
  }
}

interface Answer<Data> {
  readonly data: Data | null;
  readonly error: { readonly statusCode: number | null; readonly name: string } | null;
}

/** Asks until it is answered. @throws ProviderRecordError after some tries */
export const patiently = async <Data>(ask: () => Promise<Answer<Data>>): Promise<Data> => {
  for (let attempt = 1; ; attempt++) {
    const { data, error } = await ask();
    if (data) return data;
    if (attempt === tries)
      throw new ProviderRecordError('resend', `${error?.statusCode ?? 'no status'} ${error?.name}`);
    await wait(Math.min(250 * 2 ** attempt, 5_000));
  }
};
