import { createHash } from 'node:crypto';
import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';

/** By what an address, normalised, is compared without being kept: its SHA-256, in hexadecimal. */
export const addressHash = (address: string): string => createHash('sha256').update(address).digest('hex');

/** The same, made by the database of an address that it has. */
export const addressHashOf = (address: SQLWrapper): SQL<string> =>
  sql<string>`encode(sha256(convert_to(${address}, 'UTF8')), 'hex')`;
