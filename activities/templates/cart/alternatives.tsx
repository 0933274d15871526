import { Section, Text } from 'react-email';
import { formatMoney } from '../../../domain/money.ts';
import type { Locale } from '../../../domain/templates.ts';
import { oneLine, webUrl } from '../frame/clean.ts';
import { useLook } from '../frame/look.ts';
import type { CartView } from '../view.ts';
import { aside, linesCopy } from './copy/lines.ts';
import { ProductRow } from './product-row.tsx';

interface AlternativesProps {
  readonly cart: CartView['cart'];
  readonly locale: Locale;
}

/** What may take the place of what is sold out; nothing where there is none. */
export const Alternatives = ({ cart: { alternatives = [] }, locale }: AlternativesProps) => {
  const look = useLook();
  const words = linesCopy[locale];
  if (alternatives.length === 0) return null;
  return (
    <Section style={{ padding: '20px 0 0' }}>
      <Text className="ink" style={look.term}>
        {words.alternatives}
      </Text>
      {alternatives.map((one, index) => (
        <ProductRow
          key={index}
          product={one}
          notes={[words.insteadOf(oneLine(one.insteadOf))]}
          price={formatMoney(one.unitPrice, locale)}
        />
      ))}
    </Section>
  );
};

/** The plain text counterpart of `Alternatives`: no block where there is none. */
export const alternativesText = ({ cart: { alternatives = [] }, locale }: AlternativesProps): readonly string[] => {
  const words = linesCopy[locale];
  if (alternatives.length === 0) return [];
  const lines = alternatives.flatMap((one) => {
    const page = webUrl(one.url);
    const instead = aside(words.insteadOf(oneLine(one.insteadOf)));
    return [
      `- ${oneLine(one.title)}, ${formatMoney(one.unitPrice, locale)} (${instead})`,
      ...(page === undefined ? [] : [`  ${page}`]),
    ];
  });
  return [[`${words.alternatives}${locale === 'fr' ? '\u00a0:' : ':'}`, ...lines].join('\n')];
};
