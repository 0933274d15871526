import { MainCall, Paragraph, Title } from '../frame/parts.tsx';
import type { Envelope, Template } from '../template.ts';
import type { CartView } from '../view.ts';
import { nothingLeftCopy, type SoldOutCopy } from './copy/sold-out.ts';
import { CartLines, callText, cartLinesText } from './lines.tsx';

/** Instead of a message about a cart of which nothing is left, when nothing like it is there: says so, and offers nothing. */
export const soldOut: Template<CartView, SoldOutCopy & Envelope> = {
  copy: { fr: (view) => nothingLeftCopy(view, 'fr'), en: (view) => nothingLeftCopy(view, 'en') },
  body: (copy, { shop, cart }, locale) => {
    const gone = { ...cart, lines: [], alternatives: [] };
    return {
      html: (
        <>
          <Title>{copy.title}</Title>
          <Paragraph>{copy.opening}</Paragraph>
          <CartLines cart={gone} locale={locale} />
          <MainCall href={shop.url}>{copy.call}</MainCall>
          <Paragraph>{copy.closing}</Paragraph>
        </>
      ),
      text: [copy.opening, ...cartLinesText(gone, locale), callText(copy.call, shop.url, locale), copy.closing],
    };
  },
};
