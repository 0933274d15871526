import { priceIn } from '../policy/price-by-country.ts';
import type { SmsPolicy } from '../policy/sms.ts';
import type { RuleContext } from '../rules/context.ts';
import type { WhatsappPolicy } from '../policy/whatsapp.ts';

/**
 * What a text message costs, in minor units of the store's currency: each of its segments, at the price of the country
 * (ISO 3166-1) of the number; a number that tells none costs what it costs elsewhere.
 */
export const smsCost = (
  { segmentPrice }: Pick<SmsPolicy, 'segmentPrice'>,
  { country, segments }: { readonly country: string | null; readonly segments: number },
): number => segments * priceIn(segmentPrice, country);

/** What a WhatsApp message costs: one price, however long it is. */
export const whatsappCost = ({ messagePrice }: Pick<WhatsappPolicy, 'messagePrice'>, country: string | null): number =>
  priceIn(messagePrice, country);

/** What the message of a step costs: nothing by e-mail. Before it is made a text message has one segment at least. */
export const stepCost = ({
  sms,
  whatsapp,
  policy,
}: {
  readonly sms?: RuleContext['sms'];
  readonly whatsapp?: RuleContext['whatsapp'] | undefined;
  readonly policy: Pick<RuleContext['policy'], 'sms' | 'whatsapp'>;
}): number => {
  if (!sms) return 0;
  return whatsapp
    ? whatsappCost(policy.whatsapp, sms.country)
    : smsCost(policy.sms, { country: sms.country, segments: sms.segments ?? 1 });
};
