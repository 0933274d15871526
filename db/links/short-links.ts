import { eq } from 'drizzle-orm';
import type { Queries } from '../client.ts';
import { shortLinks } from '../schema/index.ts';
import type { SignedLink } from './signer.ts';

export interface ShortLink {
  readonly code: string;
  readonly link: SignedLink;
}

/** Keeps the short links of a message that is being claimed; a claim that is made again has the same ones. */
export const keepShortLinks = async (queries: Queries, short: readonly ShortLink[]): Promise<void> => {
  if (short.length === 0) return;
  const rows = short.map(({ code, link }) => ({
    code,
    messageId: link.message,
    to: link.to,
    cartUntil: link.cartUntil === undefined ? null : new Date(link.cartUntil * 1000),
  }));
  await queries.insert(shortLinks).values(rows).onConflictDoNothing();
};

/** What a short link says; undefined when there is none, or none any more. */
export const readShortLink = async (queries: Queries, code: string): Promise<SignedLink | undefined> => {
  const [row] = await queries.select().from(shortLinks).where(eq(shortLinks.code, code));
  return (
    row && {
      message: row.messageId,
      place: 0,
      to: row.to,
      ...(row.cartUntil && { cartUntil: Math.floor(row.cartUntil.getTime() / 1000) }),
    }
  );
};
