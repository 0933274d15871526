import { z } from 'zod';

/** An id, and 32 bytes in base64. */
const entryForm = /^([\w.-]{1,64}):([A-Za-z0-9+/]{43}=)$/;

/** Stands in the first place for: write in the clear. */
const plain = 'plain';

/**
 * `id:base64,id:base64`: the first key encrypts, all decrypt. With `plain` in the first place nothing is
 * encrypted, and what was is still read: how the codec is turned on and off without a stop.
 */
export const codecKeys = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .refine((entries) => entries.every((entry, index) => entryForm.test(entry) || (index === 0 && entry === plain)), {
    error: 'write id:key,id:key, each key 32 bytes in base64 (openssl rand -base64 32)',
    abort: true,
  })
  .transform((entries) => {
    const reading = entries.filter((entry) => entry !== plain).map(readEntry);
    return { writing: entries[0] === plain ? undefined : reading[0], reading };
  })
  .refine(({ reading }) => new Set(reading.map(({ id }) => id)).size === reading.length, {
    error: 'give each key an id of its own',
  });

const readEntry = (entry: string): { readonly id: string; readonly key: Uint8Array } => {
  const [, id, key] = entryForm.exec(entry)!;
  return { id: id!, key: Buffer.from(key!, 'base64') };
};
