import { callText } from '../cart/lines.tsx';
import { CodeBox, codeText } from '../frame/code.tsx';
import { MainCall, Paragraph, Points, Title } from '../frame/parts.tsx';
import type { Template } from '../template.ts';
import type { LetterView } from '../view.ts';
import type { LetterCopy } from './copy.ts';
import { OrderLines, orderLinesText } from './order-lines.tsx';
import { Products, productsText } from './products.tsx';

/** The one layout of all letters, from the words of each. */
export const letter = (copy: Template<LetterView, LetterCopy>['copy']): Template<LetterView, LetterCopy> => ({
  copy,
  body: (words, { shop, products, order }, locale) => {
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
        ...(words.order && order ? orderLinesText(words.order, order, locale) : []),
        ...(words.products ? productsText(words.products, products, locale) : []),
        callText(words.call, href, locale),
        ...(words.closing ? [words.closing] : []),
      ],
    };
  },
});
