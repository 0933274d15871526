import { z } from 'zod';
import { channels } from '../../domain/journey.ts';
import { isCountry } from '../../domain/civil/place.ts';
import { isYearlyDay } from '../../domain/civil/yearly.ts';
import { listPattern } from '../../domain/lists.ts';
import { signUpWays } from '../../domain/sign-up.ts';
import { locales } from '../../domain/templates.ts';
import { defineEvent, noIds } from './definition.ts';
import { customerReference, text, webUrl } from './fields.ts';

/** True for an IANA time zone that this Node.js knows. */
export const isTimezone = (name: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
};

/** As much of an address as hours and public holidays depend on. */
const address = z.strictObject({
  country: z
    .string()
    .trim()
    .toUpperCase()
    .refine(isCountry, 'must be an ISO 3166-1 country code such as FR')
    .meta({ description: 'ISO 3166-1 alpha-2' }),
  region: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]+(-[A-Z0-9]+)*$/, 'must be an ISO 3166-2 code such as US-CA or 67')
    .max(10)
    .optional()
    .meta({ description: 'ISO 3166-2, with or without the country: department, state, province' }),
  postalCode: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9 -]*$/, 'must be a postal code')
    .max(12)
    .optional(),
});

const profile = z.strictObject({
  firstName: text(100).optional(),
  locale: z.enum(locales).optional().meta({ description: 'language of the messages' }),
  timezone: text(60)
    .refine(isTimezone, 'must be an IANA time zone such as Europe/Paris')
    .optional()
    .meta({ description: 'IANA time zone' }),
  birthday: z
    .string()
    .regex(/^\d\d-\d\d$/, {
      error: 'write the month and the day, such as 05-14; the year is not needed',
      abort: true,
    })
    .refine(isYearlyDay, 'write the month and the day, such as 05-14; the year is not needed')
    .nullable()
    .optional()
    .meta({ description: 'month and day, `05-14`; null: it is to be forgotten' }),
  address: address
    .optional()
    .meta({ description: 'where the customer lives; told again, it replaces the whole address' }),
});

/** Where and how consent was given or withdrawn: what must be shown when asked for proof. */
const source = text(200).meta({ description: 'where: `newsletter form`, `checkout`, `customer service`' });
const proof = z
  .object({
    who: text(200).optional().meta({ description: 'who acted, when not the person alone: `customer service`' }),
    how: text(200).optional().meta({ description: 'the act: `box ticked`, `form sent`' }),
    wording: text(2000).optional().meta({ description: 'the exact words that were agreed to' }),
    version: text(60).optional().meta({ description: 'of the words' }),
    formUrl: webUrl.optional().meta({ description: 'address of the page with the form' }),
  })
  .catchall(z.string().max(2000))
  .refine((value) => Object.keys(value).length <= 20, 'has at most 20 entries')
  .refine(
    (value) => Object.keys(value).every((name) => name.length > 0 && name.length <= 60),
    'names have at most 60 characters',
  )
  .meta({
    description: 'what shows it: the act, the words and their version, the form; other entries are kept as they are',
  });

/** Not kept but with the event: sign-ups are counted by a hash of their network. */
const ip = z
  .union([z.ipv4(), z.ipv6()], 'must be an IP address')
  .meta({ description: 'address of the browser that signed up: floods of sign-ups from one network are stopped' });

const list = z
  .string()
  .regex(listPattern, 'write lower-case letters, digits and hyphens, at most 40')
  .meta({ description: 'the one list that it is about, `newsletter`; without it all of the purpose' });

const customer = {
  firstName: 'Ada',
  locale: 'fr',
  timezone: 'Europe/Paris',
  address: { country: 'FR', postalCode: '67000' },
} as const;

export const customerEvents = {
  'customer.created': defineEvent({
    type: 'customer.created',
    about: 'A person became a customer. The e-mail and phone of `customer` are where messages go.',
    data: profile,
    example: customer,
    ids: noIds,
  }),
  'customer.updated': defineEvent({
    type: 'customer.updated',
    about: 'Something about a customer changed; what is left out stays as it was.',
    data: profile,
    example: { locale: 'en' },
    ids: noIds,
  }),
  'customer.logged_in': defineEvent({
    type: 'customer.logged_in',
    about: 'A customer logged in: a contact by the person, which reference durations count from.',
    data: z.strictObject({}),
    example: {},
    ids: noIds,
  }),
  'customer.consent_changed': defineEvent({
    type: 'customer.consent_changed',
    about:
      'Consent was given or withdrawn, for one purpose on one channel, or for one list of it. The newest act holds; who left a list comes back by an act about that list.',
    data: z
      .strictObject({
        channel: z.enum(channels),
        purpose: z.enum(['marketing', 'transactional']),
        list: list.optional(),
        state: z.enum(['granted', 'withdrawn', 'pending']).meta({
          description: '`pending`: by e-mail alone; it counts once its owner confirms it by the link that is sent',
        }),
        source,
        proof: proof.optional(),
        ip: ip.optional(),
      })
      .refine(
        ({ state, channel, purpose }) => state !== 'pending' || (channel === 'email' && purpose === 'marketing'),
        {
          path: ['state'],
          message: 'only marketing by e-mail can wait for a confirmation',
        },
      ),
    example: {
      channel: 'email',
      purpose: 'marketing',
      state: 'granted',
      source: 'checkout',
      proof: {
        how: 'box ticked',
        wording: 'Send me offers by e-mail',
        version: '3',
        formUrl: 'https://shop.example/checkout',
      },
    },
    ids: noIds,
  }),
  'customer.merged': defineEvent({
    type: 'customer.merged',
    about: 'Two customers turned out to be one: `from` becomes part of `customer`.',
    data: z.strictObject({ from: customerReference }),
    example: { from: { id: 'guest-812' } },
    ids: noIds,
  }),
  'newsletter.subscribed': defineEvent({
    type: 'newsletter.subscribed',
    about:
      'A person asked for the newsletter: consent to marketing by e-mail, or to one list of it alone; where the store’s policy asks for double opt-in, once they confirm it.',
    data: z.strictObject({
      list: list.optional(),
      source,
      via: z
        .enum(signUpWays)
        .optional()
        .meta({ description: 'what they signed up by, which the welcome follows; without it the newsletter form' }),
      proof: proof.optional(),
      ip: ip.optional(),
    }),
    example: { source: 'newsletter form', proof: { how: 'form sent', wording: 'Our news by e-mail', version: '1' } },
    ids: (_store, { via }) => ({ via: via ?? 'newsletter' }),
  }),
};
