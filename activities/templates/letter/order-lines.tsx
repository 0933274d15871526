import { Column, Row, Section, Text } from 'react-email';
import { formatMoney, type Money } from '../../../domain/money.ts';
import type { Locale } from '../../../domain/templates.ts';
import { oneLine } from '../frame/clean.ts';
import { useLook } from '../frame/look.ts';
import type { OrderView } from '../view.ts';

/** Lines shown in full; the others are counted. Keeps a message short and below Gmail's clipping at 102 kB. */
const shown = 12;

const words: Readonly<Record<Locale, { readonly total: string; readonly more: (articles: number) => string }>> = {
  fr: { total: 'Total payé', more: (count) => (count > 1 ? `et ${count} autres articles` : 'et un autre article') },
  en: { total: 'Total paid', more: (count) => (count > 1 ? `and ${count} more items` : 'and one more item') },
};

interface OrderLinesProps {
  readonly heading: string;
  readonly order: OrderView;
  readonly locale: Locale;
}

const amountOf = ({ quantity, unitPrice }: OrderView['lines'][number]): Money => ({
  ...unitPrice,
  amount: unitPrice.amount * quantity,
});

const moreOf = ({ lines }: OrderView): number => lines.slice(shown).reduce((sum, { quantity }) => sum + quantity, 0);

/** What was ordered, and what was paid. */
export const OrderLines = ({ heading, order, locale }: OrderLinesProps) => {
  const look = useLook();
  const more = moreOf(order);
  return (
    <Section style={{ padding: '8px 0 0' }}>
      <Text className="ink" style={look.term}>
        {heading}
      </Text>
      {order.lines.slice(0, shown).map((line, index) => (
        <Row key={index} className="line" style={look.line}>
          <Column style={look.lineText}>
            <Text className="ink" style={look.lineTitle}>
              {`${line.quantity} × ${oneLine(line.title)}`}
            </Text>
          </Column>
          <Column style={look.linePrice}>
            <Text className="ink" style={look.price}>
              {formatMoney(amountOf(line), locale)}
            </Text>
          </Column>
        </Row>
      ))}
      {more > 0 && (
        <Text className="soft" style={look.soft}>
          {words[locale].more(more)}
        </Text>
      )}
      <Row className="line" style={look.line}>
        <Column>
          <Text className="ink" style={look.total}>
            {words[locale].total}
          </Text>
        </Column>
        <Column style={look.linePrice}>
          <Text className="ink" style={look.total}>
            {formatMoney(order.total, locale)}
          </Text>
        </Column>
      </Row>
    </Section>
  );
};

/** The plain text counterpart of `OrderLines`. */
export const orderLinesText = (heading: string, order: OrderView, locale: Locale): readonly string[] => {
  const colon = locale === 'fr' ? '\u00a0:' : ':';
  const more = moreOf(order);
  return [
    [
      `${heading}${colon}`,
      ...order.lines
        .slice(0, shown)
        .map((line) => `- ${line.quantity} × ${oneLine(line.title)}, ${formatMoney(amountOf(line), locale)}`),
      ...(more > 0 ? [`- ${words[locale].more(more)}`] : []),
      `${words[locale].total}${colon} ${formatMoney(order.total, locale)}`,
    ].join('\n'),
  ];
};
