import { isIP } from 'node:net';
import { z } from 'zod';

const isRange = (text: string): boolean => {
  const [address, bits, more] = text.split('/');
  const version = isIP(address ?? '');
  if (version === 0 || more !== undefined) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
};

/** `2` proxies, or their addresses and ranges: `10.0.0.0/8, 192.168.1.7`. */
export const trustProxy = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .transform((parts, context): number | readonly string[] => {
    const hops = parts.length === 1 && /^[1-9]$/.test(parts[0]!) ? Number(parts[0]) : undefined;
    if (hops !== undefined || parts.every(isRange)) return hops ?? parts;
    context.addIssue({
      code: 'custom',
      message: 'write how many proxies stand before the api, from 1 to 9, or their addresses: 10.0.0.0/8, 192.168.1.7',
    });
    return z.NEVER;
  });
