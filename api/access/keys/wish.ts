import { type Duration, durationMillis } from '../../../domain/time/duration.ts';
import { type ApiKeyKind, type Scope, scopes } from '../../../domain/access.ts';
import type { StoreId } from '../../../domain/ids.ts';
import { KeyRefusedError } from './errors.ts';

/** The key that somebody asks for. */
export interface KeyWish {
  readonly store: StoreId;
  /** What it is used for, in its owner's words. */
  readonly name?: string | undefined;
  readonly kind: ApiKeyKind;
  readonly scopes: readonly Scope[];
  /** Of a browser key: `https://shop.example`, one at least. */
  readonly origins: readonly string[];
  /** How long it works; without it the key does not expire by itself. */
  readonly lifeMillis?: number | undefined;
}

/** @throws KeyRefusedError that names a scope which does not exist. */
export const toScopes = (names: readonly string[]): readonly Scope[] => {
  const unknown = names.find((name) => !(scopes as readonly string[]).includes(name));
  if (unknown !== undefined) {
    throw new KeyRefusedError(`There is no scope "${unknown}". There are: ${scopes.join(', ')}.`, 'scope');
  }
  return scopes.filter((scope) => names.includes(scope));
};

const longestMillis = 10 * 365.25 * 24 * 3_600_000;

/** @throws KeyRefusedError when such a key must not exist. */
export const checkWish = ({ kind, scopes: asked, origins, lifeMillis }: KeyWish): void => {
  if (asked.length === 0) throw new KeyRefusedError('A key without a scope opens nothing: give it one.', 'scope');
  if (lifeMillis !== undefined && !(lifeMillis > 0 && lifeMillis <= longestMillis)) {
    throw new KeyRefusedError('A key works for more than nothing and at most ten years.', 'expires');
  }
  if (kind !== 'secret' && asked.some((scope) => scope !== 'ingest')) {
    throw new KeyRefusedError(`A ${kind} key tells events and nothing else: its only scope is ingest.`, 'scope');
  }
  if (kind !== 'browser' && origins.length > 0) throw new KeyRefusedError('Only browser keys have origins.', 'origin');
  if (kind === 'browser' && origins.length === 0) {
    throw new KeyRefusedError(
      'A browser key needs the origins of the pages that use it, such as https://shop.example.',
      'origin',
    );
  }
  const wrong = origins.find((origin) => !isOrigin(origin));
  if (wrong !== undefined) {
    throw new KeyRefusedError(
      `"${wrong}" is not an origin: scheme and host, such as https://shop.example, no path.`,
      'origin',
    );
  }
};

/** As browsers write the header: plain http is for pages of this machine only. */
const isOrigin = (text: string): boolean => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.origin !== text) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(url.hostname));
};

/** @throws KeyRefusedError when `text` is not a duration. */
export const toMillis = (text: string): number => {
  try {
    return durationMillis(text as Duration);
  } catch {
    throw new KeyRefusedError(`"${text}" is not a duration; write for example 90d.`, 'expires');
  }
};
