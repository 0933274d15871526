import { formatMoney } from '../../../domain/money.ts';
import type { WhatsappValue } from '../../../domain/policy/whatsapp.ts';
import type { Locale, TemplateId } from '../../../domain/templates.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { oneLine, webUrl } from '../frame/clean.ts';
import { smsWordsOf } from '../sms/index.ts';
import { gift, shortInstant } from '../sms/offer-words.ts';
import type { CartView, LetterView, LinkOf, OfferView, TemplateViews } from '../view.ts';

/** What may fill the gaps of an approved template; what is not known of this customer is absent. */
export type WhatsappValues = Readonly<Partial<Record<WhatsappValue, string>>>;

/** A gap takes one line (https://www.twilio.com/docs/api/errors/63021), and a long name would eat the message. */
const longest = 80;

/** Every value, as the message that goes by text message shows it. Pure. */
export const whatsappValuesOf = <Id extends TemplateId>(
  template: Id,
  locale: Locale,
  view: TemplateViews[Id],
  link: LinkOf = (url) => url,
): WhatsappValues => {
  const { shop, customer, cart, order, offer, products, pickup } = view as Shown;
  const until = (instant: Instant | undefined) =>
    instant === undefined ? undefined : shortInstant(instant, locale, shop.timezone);
  const [leads] = (smsWordsOf(template, locale, view)?.links ?? []).flatMap((url) => webUrl(url) ?? []);
  const amount = cart?.total ?? order?.total;
  const texts: Readonly<Record<Exclude<WhatsappValue, 'link'>, string | undefined>> = {
    shop: shop.name,
    firstName: customer.firstName,
    product: (cart?.lines ?? order?.lines ?? products)?.[0]?.title,
    amount: amount && formatMoney(amount, locale === 'fr' ? 'fr-FR' : 'en-GB'),
    gift: offer && gift(offer.gives, locale),
    code: offer?.code,
    until: until(offer ? offer.validUntil : pickup?.until),
    order: order?.number,
    place: pickup?.place,
  };
  const known = Object.entries(texts).flatMap(([name, text]) => {
    const line = oneLine(text ?? '', longest);
    return line === '' ? [] : [[name, line] as const];
  });
  return { ...Object.fromEntries(known), ...(leads !== undefined && { link: link(leads, 0) }) };
};

/** What views show that a text message may be about. */
type Shown = Pick<CartView, 'shop' | 'customer'> &
  Partial<Pick<CartView, 'cart'> & Pick<LetterView, 'order' | 'products' | 'pickup'>> & { readonly offer?: OfferView };
