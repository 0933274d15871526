import { CodeBox, codeText } from '../frame/code.tsx';
import { MainCall, Paragraph, Title } from '../frame/parts.tsx';
import type { Template } from '../template.ts';
import type { TemplateViews } from '../view.ts';
import { offerEn } from './copy/offer.en.ts';
import { offerFr } from './copy/offer.fr.ts';
import type { OfferCopy } from './copy/offer.ts';
import { CartLines, callText, cartLinesText } from './lines.tsx';

/** Last message about an abandoned cart: with a code when the store's policy grants one, else a kind last note (R13). */
export const offer: Template<TemplateViews['cart/offer'], OfferCopy> = {
  copy: { fr: offerFr, en: offerEn },
  body: (copy, { cart }, locale) => ({
    html: (
      <>
        <Title>{copy.title}</Title>
        <Paragraph>{copy.opening}</Paragraph>
        {copy.code && <CodeBox code={copy.code} />}
        <CartLines cart={cart} locale={locale} />
        <MainCall href={cart.url}>{copy.call}</MainCall>
        <Paragraph>{copy.closing}</Paragraph>
      </>
    ),
    text: [
      copy.opening,
      ...(copy.code ? [codeText(copy.code, locale === 'fr' ? '\u00a0:' : ':')] : []),
      ...cartLinesText(cart, locale),
      callText(copy.call, cart.url, locale),
      copy.closing,
    ],
  }),
};
