import { Section, Text } from 'react-email';
import { look } from '../frame/look.ts';
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

type Code = NonNullable<OfferCopy['code']>;

const CodeBox = ({ code }: { readonly code: Code }) => (
  <Section style={{ padding: '4px 0 20px' }}>
    <Section style={look.codeBox}>
      <Text className="soft" style={look.soft}>
        {code.label}
      </Text>
      <Text className="ink" style={look.code}>
        {code.value}
      </Text>
      <Text className="soft" style={look.soft}>
        {code.use}
      </Text>
      {code.until && (
        <Text className="soft" style={look.soft}>
          {code.until}
        </Text>
      )}
    </Section>
  </Section>
);

const codeText = (code: Code, colon: string): string =>
  [`${code.label}${colon} ${code.value}`, code.use, ...(code.until ? [code.until] : [])].join('\n');
