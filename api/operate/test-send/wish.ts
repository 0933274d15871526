import { z } from 'zod';
import type { JourneySpec } from '../../../domain/journey.ts';
import type { TemplateId } from '../../../domain/templates.ts';
import type { TestMessage } from '../../../domain/test-send.ts';
import { email, externalId, phone, text } from '../../events/fields.ts';

const templates = ['cart/reminder', 'cart/reassurance', 'cart/offer'] as const satisfies readonly TemplateId[];

/** The messages that journeys send and that can be looked at as a customer would get them. */
export const testTemplates = templates;

/** What may be asked for, of these journeys; each flaw names its field. */
export const testWish = (specs: readonly JourneySpec[]) => {
  const names = specs.map(({ name }) => name);
  return z
    .strictObject({
      customer: z.union(
        [z.strictObject({ id: externalId }), z.strictObject({ email }), z.strictObject({ phone })],
        'name one: {"id": …}, {"email": …} or {"phone": …}',
      ),
      journey: z.enum(names as [string, ...string[]], `write one of ${names.join(', ')}`),
      template: z.enum(templates, `write one of ${templates.join(', ')}`),
      offer: z
        .string()
        .regex(/^[A-Za-z][A-Za-z0-9-]{0,99}$/u, 'write the name of an offer')
        .optional(),
      operator: text(100),
    })
    .transform(({ customer, journey, template, offer, operator }) => ({
      customer,
      operator,
      message: messageOf(
        specs.find(({ name }) => name === journey)!,
        template,
        offer,
      ),
    }));
};

const messageOf = (
  { name, purpose, rank, subject, expires }: JourneySpec,
  template: TemplateId,
  offer: string | undefined,
): TestMessage => ({
  journey: name,
  step: `${template}#1`,
  channel: 'email',
  template,
  purpose,
  rank,
  expires,
  ...(subject !== undefined && { subject }),
  ...(offer !== undefined && { offer }),
});
