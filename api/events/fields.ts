import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { z } from 'zod';

/** Text without surrounding space, at least one character. */
export const text = (max: number) => z.string().trim().min(1, 'must not be empty').max(max);

/** The store's own name of something: a cart, an order, a product; whatever its script, on one line. */
export const externalId = text(200).regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'must not hold control characters');

/** Milliseconds of the instants that are accepted: nothing a shop tells happened outside them. */
export const earliest = Date.UTC(2000, 0, 1);
export const latest = Date.UTC(2100, 0, 1);

/** ISO 8601 with a zone, between 2000 and 2100. */
export const instant = z.iso
  .datetime({ offset: true, error: 'write ISO 8601 with a zone, for example 2026-11-22T09:00:00Z' })
  .refine((value) => Date.parse(value) >= earliest && Date.parse(value) < latest, 'must be between 2000 and 2100');

/** An amount in minor units; what the database's integer holds. */
export const money = z
  .strictObject({
    amount: z.int().min(0).max(2_147_483_647),
    currency: z.string().regex(/^[A-Z]{3}$/, 'write an ISO 4217 code such as EUR'),
  })
  .meta({ description: 'An amount in minor units: 1990 EUR is 19.90 €' });

/** Kept without tabs and line breaks, as every parser of URLs reads it. */
export const webUrl = z.url({ protocol: /^https?$/, error: 'write an http or https URL' }).max(2000);

/** A line of a cart or an order; the price is of one unit. */
export const line = z.strictObject({
  productId: externalId,
  quantity: z.int().min(1).max(9999),
  unitPrice: money,
});

/** A line of an order, which may say what the shop knows of its price. */
export const orderLine = line.extend({
  discounted: z.boolean().optional().meta({
    description:
      'whether it was sold below its usual price; where it is not told, what the product cost in the 90 days before says so',
  }),
});

const ofOneCurrency = <Line extends z.ZodType<{ readonly unitPrice: { readonly currency: string } }>>(one: Line) =>
  z
    .array(one)
    .max(200)
    .refine(
      (all) => new Set(all.map(({ unitPrice }) => unitPrice.currency)).size <= 1,
      'all lines must have one currency',
    );

export const lines = ofOneCurrency(line);
export const orderLines = ofOneCurrency(orderLine);

export type Line = z.output<typeof orderLine>;

/** Bare, without a display name. Not ASCII is refused before the case is folded: K (U+212A) would become k. */
export const email = z
  .string()
  .trim()
  .regex(/^[!-~]*$/, 'must be an e-mail address')
  .meta({ format: 'email' })
  .toLowerCase()
  .max(254)
  .refine((value) => (value.split('@')[0] ?? '').length <= 64, 'the part before @ has at most 64 characters')
  .pipe(z.email('must be an e-mail address'));

const wantedPhone = 'write the number with its country code, for example +33 6 12 34 56 78';

/** Written as people do, "+33 (0)6 12 34 56 78" too; kept in E.164. Its length must be one that the country uses. */
export const phone = z
  .string()
  .trim()
  .max(40)
  .regex(/^(?:\+|00)[\d\s().\-/]+$/, wantedPhone)
  .transform((value, context) => {
    const parsed = parsePhoneNumberFromString(value.replace(/^00/, '+'));
    if (parsed?.isPossible()) return parsed.number;
    context.addIssue({ code: 'custom', message: wantedPhone });
    return z.NEVER;
  });

const known = z.strictObject({
  id: externalId.optional().meta({ description: "the store's own customer id" }),
  email: email.optional(),
  phone: phone.optional(),
  anonymousId: externalId.optional().meta({ description: 'a visitor that has not said who they are' }),
});

/** Who the event is about; one way of knowing them is enough, the first that is known decides. */
export const customerReference = known.refine(
  (value) => Object.values(value).some((one) => one !== undefined),
  'give at least one of id, email, phone, anonymousId',
);

export type CustomerReference = z.output<typeof customerReference>;
