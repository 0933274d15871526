import { createHash, randomBytes } from 'node:crypto';
import type { ApiKeyKind } from '../../domain/access.ts';

const prefixes: Readonly<Record<ApiKeyKind, string>> = { secret: 'rl_', signing: 'whsec_', browser: 'rlb_' };

/** A new API key: 256 random bits, recognisable in logs and by secret scanners. */
export const makeApiKey = (kind: ApiKeyKind = 'secret'): string =>
  // Standard Webhooks writes its secrets in plain base64.
  `${prefixes[kind]}${randomBytes(32).toString(kind === 'signing' ? 'base64' : 'base64url')}`;

/** What is stored of a key. Keys are random, so a fast hash is enough (ASVS 5.0, 11.4.2 asks slow ones of passwords). */
export const hashApiKey = (key: string): string => createHash('sha256').update(key).digest('hex');

/** What a key is recognised by in lists: 36 of its 256 bits. */
export const hintOf = (key: string): string => `${key.slice(0, key.indexOf('_') + 7)}…`;

/** The key of a header `Authorization: Bearer …`; undefined when there is none that could be one of ours. */
export const bearerOf = (header: string | undefined): string | undefined =>
  /^Bearer ([\w-]{20,100})$/i.exec(header ?? '')?.[1];
