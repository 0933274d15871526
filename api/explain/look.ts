import { askedStep } from '../../activities/as-customer/asked-step.ts';
import { makeAsCustomer } from '../../activities/as-customer/make.ts';
import { failedReasons, withheldReasons } from '../../domain/reasons.ts';
import type { Locale } from '../../domain/templates.ts';
import { sampledParts } from '../../domain/test-send.ts';
import { forCustomer } from '../journeys/ask-message.ts';
import { type AskDeps, type AskedBy, makingDeps } from './ask-now.ts';

interface Looking {
  /** Instead of the customer's own language. */
  readonly locale?: Locale | undefined;
  /** Where pictures of invented products are served. */
  readonly pictures?: string | undefined;
}

/**
 * A message as the customer would get it now, which nobody gets: from what is theirs, with samples where they have
 * nothing. Reads only. Undefined when the customer is not there any more.
 */
export const lookAt = async (deps: AskDeps, { store, customer, asked }: AskedBy, looking: Looking = {}) => {
  const now = deps.clock.now();
  const message = await forCustomer(deps.db, asked, { store: store.id, customer });
  const step = await askedStep(deps.db, { store: store.id, customer, message }, now);
  const made = await makeAsCustomer(makingDeps(deps), step, { now, ...looking });
  if (!made) return undefined;
  const { body, from, locale, sampled, sms, whatsapp } = made;
  const { journey, template, channel, purpose } = message;
  return {
    journey,
    template,
    channel,
    purpose,
    offer: message.props['offer'] ?? null,
    locale,
    /** What of it was invented, in words. */
    notes: sampled.map((part) => sampledParts[part]),
    /** Why the gate would not send it, whatever its rules say. */
    flaw: typeof body === 'string' ? flawWords(body) : null,
    email: channel === 'email' && typeof body === 'object' ? { from, ...body } : null,
    /** In the words that were approved as `content`. */
    whatsapp:
      whatsapp && typeof body === 'object'
        ? { text: body.text, content: body.approved!.content, ...whatsapp, currency: store.currency }
        : null,
    sms: sms && typeof body === 'object' ? { text: body.text, ...sms, currency: store.currency } : null,
  };
};

export type LookedAt = NonNullable<Awaited<ReturnType<typeof lookAt>>>;

const flawWords = (flaw: keyof typeof failedReasons | 'nothing' | 'no_approved_template'): string => {
  if (flaw === 'no_approved_template') return withheldReasons[flaw];
  return flaw === 'nothing' ? 'there is nothing to make it from' : failedReasons[flaw];
};
