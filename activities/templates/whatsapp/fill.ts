import { type ApprovedTemplate, gaps } from '../../../domain/policy/whatsapp.ts';
import type { Purpose } from '../../../domain/journey.ts';
import type { RenderedMessage } from '../view.ts';
import type { WhatsappValues } from './values.ts';

/** Why a template is not sent: a gap stays empty, it is longer than WhatsApp takes, or it traps who gets it. */
export type WhatsappFlaw = 'missing_value' | 'too_long' | 'no_way_out';

/** Characters of a template with its gaps filled (https://www.twilio.com/docs/api/errors/63021). */
const longest = 1024;

/** An approved template with its gaps filled, as the provider sends it and as the customer reads it. Pure. */
export const fillTemplate = (
  { content, text, values, stopButton }: ApprovedTemplate,
  known: WhatsappValues,
  purpose: Purpose,
): RenderedMessage | WhatsappFlaw => {
  const filled = values.map((name) => known[name]);
  if (filled.includes(undefined)) return 'missing_value';
  const whole = text.replaceAll(gaps, (gap, number: string) => filled[Number(number) - 1] ?? gap);
  if (whole.length > longest) return 'too_long';
  // In the approved words: a product may be called STOP.
  if (purpose === 'marketing' && !stopButton && !/\bSTOP\b/u.test(text)) return 'no_way_out';
  return { subject: '', html: '', text: whole, approved: { content, values: filled as readonly string[] } };
};
