import { Column, Row, Section, Text } from 'react-email';
import { formatMoney, type Money } from '../../../domain/money.ts';
import type { Locale } from '../../../domain/templates.ts';
import { oneLine, webUrl } from '../frame/clean.ts';
import { useLook } from '../frame/look.ts';
import type { CartView, LineView } from '../view.ts';
import { Alternatives, alternativesText } from './alternatives.tsx';
import { aside, linesCopy } from './copy/lines.ts';
import { ProductRow } from './product-row.tsx';

/** Lines shown in full; the others are counted. Keeps a message short and below Gmail's clipping at 102 kB. */
const shown = 6;

/** Room for the addresses of their pages and pictures, in characters of HTML: longer ones leave it to fewer lines. */
const roomForAddresses = 20_000;

const inHtml = (url = ''): number => url.replaceAll('&', '&amp;').length;

/** How many of the lines are shown in full: one at least. */
const fitting = (lines: readonly LineView[]): number => {
  let left = roomForAddresses;
  const long = lines.slice(0, shown).findIndex(({ url, imageUrl }) => {
    left -= inHtml(url) + inHtml(imageUrl);
    return left < 0;
  });
  return long === -1 ? shown : Math.max(long, 1);
};

const lineTotal = (line: LineView): Money => ({ ...line.unitPrice, amount: line.unitPrice.amount * line.quantity });

/** What stands under a line's title. */
const notesOf = (line: LineView, locale: Locale): readonly string[] => {
  const words = linesCopy[locale];
  return [
    words.quantity(line.quantity, formatMoney(line.unitPrice, locale)),
    ...(line.oldPrice ? [words.oldPrice(formatMoney(line.oldPrice, locale))] : []),
    ...(line.left === undefined ? [] : [words.left(line.left)]),
  ];
};

/** What the cart holds: pictures, titles, quantities, prices and the total; then what is sold out, and what may take its place. */
export const CartLines = ({ cart, locale }: { readonly cart: CartView['cart']; readonly locale: Locale }) => {
  const look = useLook();
  const words = linesCopy[locale];
  const more = cart.lines.slice(fitting(cart.lines)).reduce((sum, line) => sum + line.quantity, 0);
  return (
    <Section style={{ padding: '8px 0 0' }}>
      {cart.lines.slice(0, fitting(cart.lines)).map((line, index) => (
        <ProductRow
          key={index}
          product={line}
          notes={notesOf(line, locale)}
          price={formatMoney(lineTotal(line), locale)}
        />
      ))}
      {more > 0 && (
        <Section className="line" style={look.line}>
          <Text className="soft" style={look.soft}>
            {words.more(more)}
          </Text>
        </Section>
      )}
      {cart.lines.length > 0 && (
        <Row className="line" style={look.line}>
          <Column>
            <Text className="ink" style={look.total}>
              {words.total}
            </Text>
          </Column>
          <Column style={look.linePrice}>
            <Text className="ink" style={look.total}>
              {formatMoney(cart.total, locale)}
            </Text>
          </Column>
        </Row>
      )}
      {soldOut(cart).map((title, index) => (
        <Row key={index} className="line" style={look.line}>
          <Column>
            <Text className="soft" style={look.soft}>
              {title}
            </Text>
          </Column>
          <Column style={look.linePrice}>
            <Text className="soft" style={look.soft}>
              {words.soldOut}
            </Text>
          </Column>
        </Row>
      ))}
      <Alternatives cart={cart} locale={locale} />
    </Section>
  );
};

/** Named only as far as the message stays short. */
const soldOut = (cart: CartView['cart']): readonly string[] =>
  (cart.soldOut ?? []).slice(0, shown).map((title) => oneLine(title));

/** The plain text counterpart of `CartLines`: blocks. */
export const cartLinesText = (cart: CartView['cart'], locale: Locale): readonly string[] => {
  const words = linesCopy[locale];
  const more = cart.lines.slice(fitting(cart.lines)).reduce((sum, line) => sum + line.quantity, 0);
  const lines = cart.lines.slice(0, fitting(cart.lines)).map((line) => {
    const [, ...notes] = notesOf(line, locale);
    const what = `- ${line.quantity} × ${oneLine(line.title)}, ${formatMoney(lineTotal(line), locale)}`;
    return notes.length > 0 ? `${what} (${notes.map(aside).join(', ')})` : what;
  });
  const total = `${words.total}${locale === 'fr' ? '\u00a0:' : ':'} ${formatMoney(cart.total, locale)}`;
  const gone = soldOut(cart).map(
    (title) => `- ${title}${locale === 'fr' ? '\u00a0:' : ':'} ${words.soldOut.toLowerCase()}`,
  );
  return [
    ...(lines.length > 0 ? [[...lines, ...(more > 0 ? [`- ${words.more(more)}`] : []), total].join('\n')] : []),
    ...(gone.length > 0 ? [gone.join('\n')] : []),
    ...alternativesText({ cart, locale }),
  ];
};

/** The main call in plain text: what it does, then its address. */
export const callText = (call: string, url: string, locale: Locale): string => {
  const page = webUrl(url);
  return page === undefined ? call : `${call}${locale === 'fr' ? '\u00a0:' : ':'}\n${page}`;
};
