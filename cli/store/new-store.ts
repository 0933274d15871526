import { z } from 'zod';
import { isTimezone } from '../../api/events/customer.ts';
import { text, webUrl } from '../../api/events/fields.ts';
import { isSender } from '../../api/policies/sender.ts';
import { sendingModes } from '../../domain/switches/sending-mode.ts';
import { locales } from '../../domain/templates.ts';

const isCurrency = (code: string): boolean => Intl.supportedValuesOf('currency').includes(code);

const newStore = z.object({
  // It is a part of workflow ids, which are divided by slashes.
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'write small letters, digits and hyphens, at most 40'),
  name: text(100),
  url: webUrl.transform((value) => value.replace(/\/$/, '')),
  sender: text(200).refine(isSender, 'write an address such as "My shop <hello@shop.example>"'),
  locale: z.enum(locales, `write ${locales.join(' or ')}`),
  timezone: z.string().refine(isTimezone, 'write an IANA time zone such as Europe/Paris'),
  mode: z.enum(sendingModes, `write ${sendingModes.join(', ')}`),
  currency: z.string().refine(isCurrency, 'write an ISO 4217 code such as EUR'),
});

/** @throws StoreOptionsError that names each option that is wrong. */
export const readNewStore = (options: Readonly<Record<string, string>>): z.output<typeof newStore> => {
  const read = newStore.safeParse(options);
  if (read.success) return read.data;
  throw new StoreOptionsError(read.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`));
};

/** Thrown when a new store is described wrongly. */
export class StoreOptionsError extends Error {
  override readonly name = 'StoreOptionsError';
  readonly code = 'STORE_OPTIONS';
  constructor(lines: readonly string[]) {
    super(`No store was made:\n  ${lines.join('\n  ')}`);
  }
}
