import { createHash, createHmac } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import type { StoreId } from '../../domain/ids.ts';
import type { AliasKind } from '../customers/aliases.ts';

/** What stays of a name or an event id after an erasure: enough to know it again, with the key, and no more. */
export interface NameHash {
  of(store: StoreId, kind: AliasKind | 'event', value: string): string;
  /** The same, computed by PostgreSQL over columns. */
  inSql(store: SQL, kind: SQL, value: SQL): SQL<string>;
}

/** Before each hash, so that nobody takes one for an address. */
const prefix = 'hmac:';

/**
 * HMAC-SHA256 (RFC 2104) over store, kind and normalised value. Without the key an address cannot be tried out
 * against the hashes; PostgreSQL has SHA-256 but no HMAC, so it gets the two padded keys.
 */
export const nameHash = (key: Uint8Array): NameHash => {
  const padded = Buffer.alloc(blockBytes);
  padded.set(key.length > blockBytes ? createHash('sha256').update(key).digest() : key);
  const [inner, outer] = [0x36, 0x5c].map((pad) => Buffer.from(padded.map((byte) => byte ^ pad)).toString('hex'));
  return {
    of: (store, kind, value) =>
      prefix +
      createHmac('sha256', key)
        .update(textOf(store, kind, value))
        .digest('hex'),
    inSql: (store, kind, value) =>
      sql<string>`${prefix}::text || encode(sha256(decode(${outer}::text, 'hex') || sha256(decode(${inner}::text, 'hex') ||
        convert_to(concat_ws(E'\n', ${store}, ${kind}, ${value}), 'UTF8'))), 'hex')`,
  };
};

const blockBytes = 64;

const textOf = (...parts: readonly string[]): string => parts.join('\n');
