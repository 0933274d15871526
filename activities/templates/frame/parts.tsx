import type { ReactNode } from 'react';
import { Button, Heading, Section, Text } from 'react-email';
import { webUrl } from './clean.ts';
import { useLook } from './look.ts';

/** The message's heading. */
export const Title = ({ children }: { readonly children: ReactNode }) => (
  <Heading as="h1" className="ink" style={useLook().title}>
    {children}
  </Heading>
);

export const Paragraph = ({ children }: { readonly children: ReactNode }) => (
  <Text className="ink" style={useLook().text}>
    {children}
  </Text>
);

/** The one thing that the message asks for: a message has exactly one. */
export const MainCall = ({ href, children }: { readonly href: string; readonly children: ReactNode }) => {
  const look = useLook();
  return (
    <Section style={look.callRow}>
      <Button href={webUrl(href)} className="call" style={look.call} data-call="main">
        {children}
      </Button>
    </Section>
  );
};

/** Short answers to the questions that hold a customer back. */
export const Points = ({ points }: { readonly points: readonly Point[] }) => {
  const look = useLook();
  return (
    <Section style={{ padding: '8px 0 4px' }}>
      {points.map((point) => (
        <Section key={point.term}>
          <Text className="ink" style={look.term}>
            {point.term}
          </Text>
          <Text className="ink" style={look.point}>
            {point.text}
          </Text>
        </Section>
      ))}
    </Section>
  );
};

export interface Point {
  readonly term: string;
  readonly text: string;
}
