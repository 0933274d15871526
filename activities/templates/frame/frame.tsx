import type { ReactNode } from 'react';
import { Body, Container, Head, Html, Img, Link, Section, Text } from 'react-email';
import type { Locale } from '../../../domain/templates.ts';
import type { Envelope } from '../template.ts';
import type { FrameView } from '../view.ts';
import { oneLine, webUrl } from './clean.ts';
import { footLines, frameCopy, greetingOf, signatureOf, waysOut } from './copy.ts';
import { LookProvider, lookOf, styleOf, useLook } from './look.ts';
import { plainTheme } from './theme.ts';

interface FrameProps {
  readonly envelope: Envelope;
  readonly view: FrameView;
  readonly locale: Locale;
  readonly children: ReactNode;
}

/** Around every message: the shop's name or logo, a greeting, a signature, why it comes, who sends it and the way out. */
export const Frame = (props: FrameProps) => {
  const { theme = plainTheme } = props.view;
  return (
    <LookProvider value={lookOf(theme)}>
      <Html lang={props.locale} dir="ltr">
        <Head>
          <title>{props.envelope.subject}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="supported-color-schemes" content="light dark" />
          <style dangerouslySetInnerHTML={{ __html: styleOf(theme) }} />
        </Head>
        <Page {...props} />
      </Html>
    </LookProvider>
  );
};

const Page = ({ envelope, view, locale, children }: FrameProps) => {
  const look = useLook();
  return (
    <Body lang={locale} className="page" style={look.page}>
      <Preview text={envelope.preview} />
      <Container className="paper" style={look.paper}>
        <Section className="header" style={look.header}>
          <ShopName view={view} />
        </Section>
        <Section className="content" style={look.content}>
          <Text className="ink" style={{ ...look.text, margin: '20px 0 0' }}>
            {greetingOf(view, locale)}
          </Text>
          {children}
          <Text className="soft" style={look.soft}>
            {signatureOf(view, locale)}
          </Text>
        </Section>
      </Container>
      <Section className="footer" style={look.footer}>
        <Text className="soft" style={look.small}>
          {envelope.why}
        </Text>
        {waysOut(view, frameCopy[locale]).map(({ url, says }) => (
          <Text key={url} className="soft" style={look.small}>
            <Link href={url} className="soft" style={look.smallLink}>
              {says}
            </Link>
          </Text>
        ))}
        {footLines(view).map((line) => (
          <Text key={line} className="soft" style={look.small}>
            {line}
          </Text>
        ))}
      </Section>
    </Body>
  );
};

/** The logo where there is one that can be shown, with another for dark screens where there is one; else the name. */
const ShopName = ({ view }: Pick<FrameProps, 'view'>) => {
  const look = useLook();
  const shop = oneLine(view.shop.name, 80);
  const { logo } = view.theme ?? plainTheme;
  const [light, dark] = [webUrl(logo?.url), webUrl(logo?.darkUrl)];
  return (
    <Link href={webUrl(view.shop.url)} className="ink" style={look.shop}>
      {logo && light ? (
        <>
          <Img
            src={light}
            alt={shop}
            width={logo.width}
            height={logo.height}
            {...(dark && { className: 'logo-light' })}
            style={look.logo}
          />
          {dark && (
            <Img
              src={dark}
              alt=""
              width={logo.width}
              height={logo.height}
              className="logo-dark"
              style={{ ...look.logo, display: 'none', maxHeight: 0 }}
            />
          )}
        </>
      ) : (
        shop
      )}
    </Link>
  );
};

/** Keeps inboxes from showing the body's first words after a short preview. */
const filler = '\u034f\u00a0\u200c'.repeat(60);

/** What inboxes show after the subject; hidden in the message itself. */
const Preview = ({ text }: { readonly text: string }) => (
  <div style={useLook().preview}>
    {text}
    <span aria-hidden="true">{filler}</span>
  </div>
);
