import type { Flaw } from './flaw.ts';

/** PostgreSQL stores neither in JSON. */
const loneSurrogate = /[\uD800-\uDFFF]/u;

/** The first thing in a parsed JSON value that cannot be stored, copied or written again as it was. */
export const findUnstorable = (value: unknown, path: readonly (string | number)[] = []): Flaw | undefined => {
  const flaw = (problem: string): Flaw => ({ field: path.map(printable).join('.'), problem });
  if (typeof value === 'string') {
    if (value.includes('\0')) return flaw('holds a NUL character');
    if (loneSurrogate.test(value)) return flaw('holds half of a surrogate pair');
    return undefined;
  }
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : flaw('is not a finite number');
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (key === '__proto__') return flaw('has a key that is not allowed: __proto__');
    if (key.includes('\0') || loneSurrogate.test(key)) return flaw('has a key that cannot be stored');
    const found = findUnstorable(inner, [...path, key]);
    if (found) return found;
  }
  return undefined;
};

const printable = (key: string | number): string => String(key).slice(0, 60);
