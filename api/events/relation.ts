import { z } from 'zod';
import { formId, ticketId } from '../../db/ids.ts';
import type { StoreId } from '../../domain/ids.ts';
import { defineEvent, noIds } from './definition.ts';
import { externalId, text, webUrl } from './fields.ts';

const ticketIds = (store: StoreId, data: { readonly ticketId: string }) => ({
  ticketId: ticketId(store, data.ticketId),
});

export const relationEvents = {
  'page.viewed': defineEvent({
    type: 'page.viewed',
    about: 'A customer looked at a page that is not a product.',
    data: z.strictObject({ page: text(300), url: webUrl.optional() }),
    example: { page: 'home' },
    ids: noIds,
  }),
  'loyalty.changed': defineEvent({
    type: 'loyalty.changed',
    about: "A customer's points or tier changed.",
    data: z.strictObject({
      points: z.int().min(0).max(1_000_000_000).optional().meta({ description: 'the balance now' }),
      tier: text(60).optional(),
      why: z
        .enum(['earned', 'redeemed', 'expired', 'corrected'])
        .optional()
        .meta({ description: '`redeemed`: the customer used points, which makes an active member' }),
    }),
    example: { points: 120, tier: 'gold', why: 'earned' },
    ids: noIds,
  }),
  'referral.converted': defineEvent({
    type: 'referral.converted',
    about: 'Someone whom the customer invited bought.',
    data: z.strictObject({ referralId: externalId.optional() }),
    example: { referralId: 'invite-7' },
    ids: noIds,
  }),
  'review.submitted': defineEvent({
    type: 'review.submitted',
    about: 'A customer rated an order or a product, from 1 to 5; from 4 on they are happy.',
    data: z.strictObject({
      rating: z.number().min(1).max(5),
      orderId: externalId.optional(),
      productId: externalId.optional(),
    }),
    example: { rating: 5, orderId: 'order-1' },
    ids: noIds,
  }),
  'ticket.opened': defineEvent({
    type: 'ticket.opened',
    about:
      'A customer asked customer service for help. Until it is closed, marketing makes way as the policy `serviceCases` says.',
    data: z.strictObject({ ticketId: externalId, subject: text(300).optional() }),
    example: { ticketId: 'ticket-1' },
    ids: ticketIds,
  }),
  'ticket.closed': defineEvent({
    type: 'ticket.closed',
    about: 'Customer service closed a ticket.',
    data: z.strictObject({ ticketId: externalId }),
    example: { ticketId: 'ticket-1' },
    ids: ticketIds,
  }),
  'form.submitted': defineEvent({
    type: 'form.submitted',
    about: 'A customer sent a form: a quiz, a survey, a request.',
    data: z.strictObject({
      formId: externalId,
      answers: z
        .record(z.string().min(1).max(60), z.union([z.string().max(2000), z.number(), z.boolean()]))
        .refine((value) => Object.keys(value).length <= 50, 'has at most 50 answers')
        .optional(),
      interest: text(200)
        .optional()
        .meta({ description: 'the category, as in `product.upserted`, whose news the person asks for' }),
    }),
    example: { formId: 'quiz-1', answers: { skin: 'dry' } },
    ids: (store, data) => ({ formId: formId(store, data.formId) }),
  }),
};
