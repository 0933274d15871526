import { Section, Text } from 'react-email';
import { formatMoney } from '../../../domain/money.ts';
import type { Locale } from '../../../domain/templates.ts';
import { ProductRow } from '../cart/product-row.tsx';
import { oneLine, webUrl } from '../frame/clean.ts';
import { useLook } from '../frame/look.ts';
import type { ProductView } from '../view.ts';

interface ProductsProps {
  readonly heading: string;
  readonly products: readonly ProductView[];
  readonly locale: Locale;
}

/** Products that a letter proposes; nothing where there is none. */
export const Products = ({ heading, products, locale }: ProductsProps) => {
  const look = useLook();
  return (
    products.length > 0 && (
      <Section style={{ padding: '8px 0 0' }}>
        <Text className="ink" style={look.term}>
          {heading}
        </Text>
        {products.map((product, index) => (
          <ProductRow key={index} product={product} notes={[]} price={formatMoney(product.unitPrice, locale)} />
        ))}
      </Section>
    )
  );
};

/** The plain text counterpart of `Products`: no block where there is none. */
export const productsText = (heading: string, products: readonly ProductView[], locale: Locale): readonly string[] => {
  if (products.length === 0) return [];
  const lines = products.flatMap(({ title, unitPrice, url }) => {
    const page = webUrl(url);
    return [`- ${oneLine(title)}, ${formatMoney(unitPrice, locale)}`, ...(page === undefined ? [] : [`  ${page}`])];
  });
  return [[`${heading}${locale === 'fr' ? '\u00a0:' : ':'}`, ...lines].join('\n')];
};
