import { z } from 'zod';
import { type Environment, readEnvironment } from './read.ts';

/** An id, and 32 bytes in base64. */
const form = /^([\w-]{1,64}):([A-Za-z0-9+/]{43}=)$/;

/** `id:base64,id:base64`: the first key seals or signs, all open and are known. */
export const sealingKeys = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .refine((entries) => entries.every((entry) => form.test(entry)), {
    error: 'write id:key,id:key, each key 32 bytes in base64 (openssl rand -base64 32)',
    abort: true,
  })
  .transform((entries) =>
    entries.map((entry) => {
      const [, id, key] = form.exec(entry)!;
      return { id: id!, key: Buffer.from(key!, 'base64') };
    }),
  )
  .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length, 'give each key an id of its own');

/**
 * The keys under which secrets are stored, for commands; none when the variable is not set.
 *
 * @throws ConfigurationError
 */
export const readSealingKeys = (environment: Environment) =>
  readEnvironment({ RELANCE_SECRET_KEYS: sealingKeys.optional() }, environment).RELANCE_SECRET_KEYS ?? [];
