import { z } from 'zod';
import type { SmsRepliesPolicy } from '../../domain/policy/sms-replies.ts';
import { locales } from '../../domain/templates.ts';

const answer = z.string().trim().min(1).max(300);

export const smsReplies = z
  .strictObject({
    stopEndsTransactional: z.boolean().meta({
      description: 'STOP also ends messages about orders; otherwise marketing alone, but by WhatsApp it always does',
    }),
    answers: z.boolean().meta({ description: 'STOP, START, HELP and CONTACT are answered; off where Twilio does it' }),
    contact: answer
      .nullable()
      .meta({ description: 'where people reach the shop; empty: the sender’s address and the site' }),
    help: z
      .partialRecord(z.enum(locales), answer)
      .meta({ description: 'what HELP and CONTACT get instead of the usual words' }),
  })
  .meta({
    title: 'Replies to text messages',
    description: 'What STOP ends, and what the shop answers.',
  }) satisfies z.ZodType<SmsRepliesPolicy>;
