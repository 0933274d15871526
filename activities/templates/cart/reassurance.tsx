import { MainCall, Paragraph, Points, Title } from '../frame/parts.tsx';
import type { Template } from '../template.ts';
import type { CartView } from '../view.ts';
import { reassuranceEn } from './copy/reassurance.en.ts';
import { reassuranceFr } from './copy/reassurance.fr.ts';
import type { ReassuranceCopy } from './copy/reassurance.ts';
import { CartLines, callText, cartLinesText } from './lines.tsx';

/** Second message about an abandoned cart: delivery, lead times, returns, reviews (R12, R20). */
export const reassurance: Template<CartView, ReassuranceCopy> = {
  copy: { fr: reassuranceFr, en: reassuranceEn },
  body: (copy, { cart }, locale) => ({
    html: (
      <>
        <Title>{copy.title}</Title>
        <Paragraph>{copy.opening}</Paragraph>
        <Points points={copy.points} />
        <CartLines cart={cart} locale={locale} />
        <MainCall href={cart.url}>{copy.call}</MainCall>
        <Paragraph>{copy.closing}</Paragraph>
      </>
    ),
    text: [
      copy.opening,
      ...copy.points.map((point) => `${point.term}\n${point.text}`),
      ...cartLinesText(cart, locale),
      callText(copy.call, cart.url, locale),
      copy.closing,
    ],
  }),
};
