import type { FrozenEmail } from '../../../db/schema/ledger.ts';

const wrapped = (text: string): string =>
  Buffer.from(text)
    .toString('base64')
    .replaceAll(/(.{76})/g, '$1\r\n');
const word = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

const part = (type: string, body: string) =>
  `--parts\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${wrapped(body)}\r\n`;

/** The message as a provider puts it on the wire: the headers that it is given, and both bodies. */
export const rawMessage = ({ from, to, subject, html, text, headers }: FrozenEmail): string => {
  const head = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${word(subject)}`,
    'MIME-Version: 1.0',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'Content-Type: multipart/alternative; boundary=parts',
  ];
  return `${head.join('\r\n')}\r\n\r\n${part('text/plain', text)}${part('text/html', html)}--parts--\r\n`;
};
