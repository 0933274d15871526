import { z } from 'zod';
import { type Channel, channels } from '../../domain/journey.ts';
import { listPattern } from '../../domain/lists.ts';
import { isMarketingAlone, suppressionReasons, usualPurpose } from '../../domain/suppression.ts';
import { email, instant, phone } from '../events/fields.ts';

const reasons = suppressionReasons.filter((reason) => reason !== 'erased');

const parts = {
  channel: z.enum(channels),
  address: z.string().max(300).meta({ description: 'the e-mail address, or the phone number with its country code' }),
  purpose: z
    .enum(['marketing', 'transactional', 'all'])
    .optional()
    .meta({ description: 'what it stops; without it what its reason usually does' }),
  list: z
    .string()
    .regex(listPattern, 'write lower-case letters, digits and hyphens, at most 40')
    .optional()
    .meta({ description: 'the one list of the purpose that it stops' }),
};

type Addressed = { readonly channel: Channel; readonly address: string };

/** The address as it is compared. */
const normalised = <Given extends Addressed>(given: Given, context: z.RefinementCtx): Given => {
  const read = (given.channel === 'email' ? email : phone).safeParse(given.address);
  if (read.success) return { ...given, address: read.data };
  context.addIssue({ code: 'custom', path: ['address'], message: read.error.issues[0]!.message });
  return z.NEVER;
};

type Scoped = {
  readonly reason: (typeof suppressionReasons)[number];
  readonly purpose?: z.output<typeof parts.purpose>;
};

/** Leaving concerns marketing alone: nothing else can be left. */
const concernsItsReason = ({ reason, purpose }: Scoped): boolean =>
  purpose === undefined || purpose === 'marketing' || !isMarketingAlone(reason);

const wrongPurpose = { path: ['purpose'], message: 'unsubscribed concerns marketing alone; for more give manual' };

/** A suppression that somebody adds. Having been erased is written by an erasure alone. */
export const addedSuppression = z
  .strictObject({
    ...parts,
    reason: z.enum(reasons).default('manual'),
    at: instant.optional().meta({ description: 'when it occurred; without it now' }),
    until: instant.optional().meta({ description: 'when it passes by itself' }),
  })
  .refine(concernsItsReason, wrongPurpose)
  .transform(normalised);

/** A suppression that somebody lifts. One of an erasure goes by a new consent alone. */
export const liftedSuppression = z
  .strictObject({ ...parts, reason: z.enum(reasons) })
  .refine(concernsItsReason, wrongPurpose)
  .transform(normalised);

/** With what its reason usually stops where nothing is said. */
export const scopeOf = (given: Scoped & { readonly list?: string | undefined }) => ({
  purpose: given.purpose ?? usualPurpose(given.reason),
  list: given.list ?? '',
});
