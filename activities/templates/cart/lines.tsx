import { Column, Img, Link, Row, Section, Text } from 'react-email';
import { formatMoney, type Money } from '../../../domain/money.ts';
import type { Locale } from '../../../domain/templates.ts';
import { oneLine, webUrl } from '../frame/clean.ts';
import { look } from '../frame/look.ts';
import type { CartView, LineView } from '../view.ts';
import { linesCopy } from './copy/lines.ts';

/** Lines shown in full; the others are counted. Keeps a message short and below Gmail's clipping at 102 kB. */
const shown = 6;

const lineTotal = (line: LineView): Money => ({ ...line.unitPrice, amount: line.unitPrice.amount * line.quantity });

/** What the cart holds: pictures, titles, quantities, prices and the total. */
export const CartLines = ({ cart, locale }: { readonly cart: CartView['cart']; readonly locale: Locale }) => {
  const words = linesCopy[locale];
  const more = cart.lines.slice(shown).reduce((sum, line) => sum + line.quantity, 0);
  return (
    <Section style={{ padding: '8px 0 0' }}>
      {cart.lines.slice(0, shown).map((line, index) => (
        <CartLine key={index} line={line} locale={locale} />
      ))}
      {more > 0 && (
        <Section className="line" style={look.line}>
          <Text className="soft" style={look.soft}>
            {words.more(more)}
          </Text>
        </Section>
      )}
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
    </Section>
  );
};

const CartLine = ({ line, locale }: { readonly line: LineView; readonly locale: Locale }) => {
  const title = oneLine(line.title);
  const image = webUrl(line.imageUrl);
  const page = webUrl(line.url);
  return (
    <Row className="line" style={look.line}>
      {image && (
        <Column style={look.picture}>
          <Img src={image} alt="" width="72" height="72" style={look.image} />
        </Column>
      )}
      <Column style={image ? look.lineText : { verticalAlign: 'top' }}>
        <Text className="ink" style={look.lineTitle}>
          {page ? (
            <Link href={page} className="ink" style={look.link}>
              {title}
            </Link>
          ) : (
            title
          )}
        </Text>
        <Text className="soft" style={look.soft}>
          {linesCopy[locale].quantity(line.quantity, formatMoney(line.unitPrice, locale))}
        </Text>
      </Column>
      <Column style={look.linePrice}>
        <Text className="ink" style={look.price}>
          {formatMoney(lineTotal(line), locale)}
        </Text>
      </Column>
    </Row>
  );
};

/** The plain text counterpart of `CartLines`. */
export const cartLinesText = (cart: CartView['cart'], locale: Locale): string => {
  const words = linesCopy[locale];
  const more = cart.lines.slice(shown).reduce((sum, line) => sum + line.quantity, 0);
  return [
    ...cart.lines
      .slice(0, shown)
      .map((line) => `- ${line.quantity} × ${oneLine(line.title)}, ${formatMoney(lineTotal(line), locale)}`),
    ...(more > 0 ? [`- ${words.more(more)}`] : []),
    `${words.total}${locale === 'fr' ? '\u00a0:' : ':'} ${formatMoney(cart.total, locale)}`,
  ].join('\n');
};

/** The main call in plain text: what it does, then its address. */
export const callText = (call: string, url: string, locale: Locale): string => {
  const page = webUrl(url);
  return page === undefined ? call : `${call}${locale === 'fr' ? '\u00a0:' : ':'}\n${page}`;
};
