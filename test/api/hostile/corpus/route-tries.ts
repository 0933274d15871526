import { gzipSync } from 'node:zlib';
import { hostileStrings } from './hostile-values.ts';
import type { Try } from './send.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];

/** Pieces of a path as they may come: every hostile text that can be written, and escapes that are wrong. */
const segments: readonly string[] = [
  ...hostileStrings.filter((text) => text.length < 3000 && !/\p{Surrogate}/u.test(text)).map(encodeURIComponent),
  '%00',
  '%ff%fe',
  '%E0%A4%A',
  '%',
  '%ud800',
  '..%2f..%2fetc%2fpasswd',
  '..',
  '.',
  '00000000-0000-0000-0000-000000000000',
  '00000000-0000-0000-0000-00000000000g',
  '0'.repeat(3000),
];

const contents: readonly (readonly [string | undefined, string | Buffer])[] = [
  [undefined, '{}'],
  ['application/json', '{}'],
  ['application/json', ''],
  ['application/json; charset=utf-16', Buffer.from('\ufeff{}', 'utf16le')],
  ['application/json; charset=nonsense', '{}'],
  ['application/json;;;=', '{}'],
  ['APPLICATION/JSON', '[]'],
  ['text/plain', '{}'],
  ['text/html', '<form>'],
  ['application/xml', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
  ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
  ['application/x-www-form-urlencoded', `a${'[b]'.repeat(40)}=1`],
  ['application/x-www-form-urlencoded', 'a=1&'.repeat(1500)],
  ['application/x-www-form-urlencoded', 'a=%00&b=%ff&c=%E0%A4%A'],
  [
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--',
  ],
  ['multipart/form-data', 'no boundary'],
  ['application/octet-stream', Buffer.from([0, 255, 254, 0])],
];

const encodings: readonly (readonly [string, Buffer])[] = [
  ['gzip', gzipSync('[]')],
  ['gzip', gzipSync('[]').subarray(0, 15)],
  ['gzip', Buffer.from('{}')],
  ['br', Buffer.from('{}')],
  ['deflate', Buffer.from([1, 2, 3])],
  ['identity, gzip', gzipSync('[]')],
  ['nonsense', Buffer.from('{}')],
];

/** What the routes' queries are called, each with the same odd text. */
const queryOf = (piece: string): string =>
  ['limit', 'before', 'state', 'reason', 'q', 'store', 'customer', 'template', 'locale', 'offer', 'to', piece]
    .map((name) => `${name}=${piece}`)
    .join('&');

const oddHeaders: readonly Readonly<Record<string, string>>[] = [
  { Host: '"><script>alert(1)</script>' },
  { Host: 'a'.repeat(2000) },
  { 'X-HTTP-Method-Override': 'DELETE' },
  { 'X-Forwarded-For': "127.0.0.1, ' or 1=1" },
  { 'X-Forwarded-Proto': 'javascript' },
  { 'X-Original-URL': '/ready', 'X-Rewrite-URL': '/ready' },
  { Accept: '*/*;q=nonsense, ,,;=' },
  { 'Accept-Language': `${'x-'.repeat(500)},fr;q=\u00ff` },
  { 'Accept-Encoding': 'gzip;q=-1, \u00fe' },
  { Range: 'bytes=0-0,-1,99999999999999999999-' },
  { 'If-None-Match': '*', 'If-Modified-Since': 'never' },
  { Cookie: `${'a=b;'.repeat(500)} relance_session=%00; __proto__=1` },
  { Authorization: 'Bearer ' },
  { Authorization: 'Basic Og==' },
  { Authorization: `Bearer ${'x'.repeat(5000)}` },
  { Authorization: 'Bearer rl_\u00e9' },
  { Expect: '100-continue' },
  { 'Content-Type': 'application/json', Referer: 'javascript:alert(1)' },
];

/** Tries of one route (`GET /u/:token`): odd pieces in its path and query, methods, contents, encodings, headers. */
export const routeTries = (route: string, headers: Readonly<Record<string, string>>): readonly Try[] => {
  const [method, pattern] = route.split(' ') as [string, string];
  const withPiece = (piece: string): string => pattern.replaceAll(/:\w+/g, piece);
  const path = withPiece('00000000-0000-4000-8000-000000000000');
  const of = (one: Partial<Try>): Try => ({ from: route, method, path, headers, ...one });
  const pieces = pattern.includes(':') ? segments.map((piece) => of({ path: withPiece(piece) })) : [];
  const queries = segments
    .filter((piece) => piece.length < 500)
    .flatMap((piece) => [
      of({ path: `${path}?${queryOf(piece)}` }),
      of({ path: `${path}?store=lumen&q=${piece}&a[b]=1&a=1&a=2` }),
    ]);
  return [
    ...pieces,
    ...queries,
    of({ path: `/${path}` }),
    of({ path: `${path}/` }),
    of({ path: path.toUpperCase() }),
    of({ path: `${path}/../../v1/events` }),
    of({ path: `http://169.254.169.254${path}` }),
    ...methods.map((other) => of({ method: other, body: other === 'TRACE' ? '' : '{}' })),
    ...contents.map(([type, body]) =>
      of({ method: 'POST', body, headers: { ...headers, ...(type === undefined ? {} : { 'Content-Type': type }) } }),
    ),
    ...encodings.map(([encoding, body]) =>
      of({
        method: 'POST',
        body,
        headers: { ...headers, 'Content-Type': 'application/json', 'Content-Encoding': encoding },
      }),
    ),
    ...oddHeaders.map((odd) => of({ headers: { ...headers, ...odd } })),
  ];
};
