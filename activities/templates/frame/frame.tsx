import type { ReactNode } from 'react';
import { Body, Container, Head, Html, Link, Section, Text } from 'react-email';
import type { Locale } from '../../../domain/templates.ts';
import type { Envelope } from '../template.ts';
import type { FrameView } from '../view.ts';
import { greetingName, oneLine, webUrl } from './clean.ts';
import { frameCopy, waysOut } from './copy.ts';
import { darkStyle, look } from './look.ts';

interface FrameProps {
  readonly envelope: Envelope;
  readonly view: FrameView;
  readonly locale: Locale;
  readonly children: ReactNode;
}

/** Around every message: the shop's name, a greeting, a signature, why it comes and the way out. */
export const Frame = ({ envelope, view, locale, children }: FrameProps) => {
  const shop = oneLine(view.shop.name, 80);
  const words = frameCopy[locale];
  return (
    <Html lang={locale} dir="ltr">
      <Head>
        <title>{envelope.subject}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style dangerouslySetInnerHTML={{ __html: darkStyle }} />
      </Head>
      <Body lang={locale} className="page" style={look.page}>
        <Preview text={envelope.preview} />
        <Container className="paper" style={look.paper}>
          <Section style={look.header}>
            <Link href={webUrl(view.shop.url)} className="ink" style={look.shop}>
              {shop}
            </Link>
          </Section>
          <Section style={look.content}>
            <Text className="ink" style={{ ...look.text, margin: '20px 0 0' }}>
              {words.greeting(greetingName(view.customer.firstName))}
            </Text>
            {children}
            <Text className="soft" style={look.soft}>
              {words.signature(shop)}
            </Text>
          </Section>
        </Container>
        <Section style={look.footer}>
          <Text className="soft" style={look.small}>
            {envelope.why}
          </Text>
          {waysOut(view, words).map(({ url, says }) => (
            <Text key={url} className="soft" style={look.small}>
              <Link href={url} className="soft" style={look.smallLink}>
                {says}
              </Link>
            </Text>
          ))}
          <Text className="soft" style={look.small}>
            {shop}
          </Text>
        </Section>
      </Body>
    </Html>
  );
};

/** Keeps inboxes from showing the body's first words after a short preview. */
const filler = '\u034f\u00a0\u200c'.repeat(60);

/** What inboxes show after the subject; hidden in the message itself. */
const Preview = ({ text }: { readonly text: string }) => (
  <div style={look.preview}>
    {text}
    <span aria-hidden="true">{filler}</span>
  </div>
);
