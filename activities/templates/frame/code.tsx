import { Section, Text } from 'react-email';
import { useLook } from './look.ts';

/** A code to enter at the checkout, with what stands around it. */
export interface CodeCopy {
  readonly label: string;
  readonly value: string;
  readonly use: string;
  readonly until?: string;
}

export const CodeBox = ({ code }: { readonly code: CodeCopy }) => {
  const look = useLook();
  return (
    <Section style={{ padding: '4px 0 20px' }}>
      <Section className="code" style={look.codeBox}>
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
};

/** The plain text counterpart of `CodeBox`. */
export const codeText = (code: CodeCopy, colon: string): string =>
  [`${code.label}${colon} ${code.value}`, code.use, ...(code.until ? [code.until] : [])].join('\n');
