import { callText } from '../cart/lines.tsx';
import { CodeBox, codeText } from '../frame/code.tsx';
import { MainCall, Paragraph, Points, Title } from '../frame/parts.tsx';
import type { Template } from '../template.ts';
import type { LetterView } from '../view.ts';
import type { LetterCopy } from './copy.ts';
import { OrderLines, orderLinesText } from './order-lines.tsx';
import { Products, productsText } from './products.tsx';
import { Reviews, reviewsText } from './reviews.tsx';

/** The one layout of all letters, from the words of each. */
export const letter = (copy: Template<LetterView, LetterCopy>['copy']): Template<LetterView, LetterCopy> => ({
  copy,
  body: (words, { shop, products, order, brand }, locale) => {
    const { points = [], list = [], href = shop.url } = words;
    return {
      html: (
        <>
          <Title>{words.title}</Title>
          {words.opening.map((paragraph) => (
            <Paragraph key={paragraph}>{paragraph}</Paragraph>
          ))}
          {points.length > 0 && <Points points={points} />}
          {list.map((sentence) => (
            <Paragraph key={sentence}>{`– ${sentence}`}</Paragraph>
          ))}
          {words.code && <CodeBox code={words.code} />}
          {words.reviews && <Reviews heading={words.reviews} reviews={brand.reviews} locale={locale} />}
          {words.order && order && <OrderLines heading={words.order} order={order} locale={locale} />}
          {words.products && <Products heading={words.products} products={products} locale={locale} />}
          <MainCall href={href}>{words.call}</MainCall>
          {words.closing && <Paragraph>{words.closing}</Paragraph>}
        </>
      ),
      text: [
        ...words.opening,
        ...points.map(({ term, text }) => `${term}\n${text}`),
        ...(list.length > 0 ? [list.map((sentence) => `- ${sentence}`).join('\n')] : []),
        ...(words.code ? [codeText(words.code, locale === 'fr' ? '\u00a0:' : ':')] : []),
        ...(words.reviews ? reviewsText(words.reviews, brand.reviews, locale) : []),
        ...(words.order && order ? orderLinesText(words.order, order, locale) : []),
        ...(words.products ? productsText(words.products, products, locale) : []),
        callText(words.call, href, locale),
        ...(words.closing ? [words.closing] : []),
      ],
    };
  },
});
