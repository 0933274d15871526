import { randomBytes } from 'node:crypto';
import { assert, integer, property, string, uint8Array, uuid, webUrl } from 'fast-check';
import { expect, test } from 'vitest';
import { createLinkSigner } from '../../db/links/signer.ts';

const key = (id: string) => ({ id, key: randomBytes(32) });
const [old, next] = [key('a'), key('b')];
const signer = createLinkSigner([old])!;
const link = { message: '0198f9c4-7d3e-7000-8000-000000000001', place: 3, to: 'https://shop.example/é?a=1&b=2#c' };

test('a signed link is read as it was signed, whatever message, place and page it has', () => {
  assert(
    property(uuid(), integer({ min: 0, max: 255 }), webUrl({ withQueryParameters: true }), (message, place, to) => {
      for (const said of [
        { message, place, to },
        { message, place, to, cartUntil: 1_782_000_000 },
      ])
        expect(signer.read(signer.sign(said))).toEqual(said);
    }),
  );
});

test('a link that was changed anywhere, cut off or made up is not ours', () => {
  const token = signer.sign(link);
  for (let at = 0; at < token.length; at++) {
    const other = token[at] === 'A' ? 'B' : 'A';
    const changed = token.slice(0, at) + other + token.slice(at + 1);
    // The last sign of the tag has bits that say nothing; what is read then is what was signed.
    const read = signer.read(changed);
    if (at < token.length - 1) expect(read, `at ${at}`).toBeUndefined();
    else if (read) expect(read).toEqual(link);
    expect(signer.read(token.slice(0, at))).toBeUndefined();
  }
  assert(
    property(string({ maxLength: 80 }), (text) => {
      expect(signer.read(text)).toBeUndefined();
    }),
  );
  assert(
    property(uint8Array({ maxLength: 60 }), (bytes) => {
      const token = `a.${Buffer.from(bytes).toString('base64url')}.AAAAAAAAAAAAAAAAAAAAAA`;
      expect(signer.read(token)).toBeUndefined();
    }),
  );
});

test('keys are changed one after another: the first signs, the others are known until they are taken away', () => {
  const [before, both, after] = [signer, createLinkSigner([next, old])!, createLinkSigner([next])!];
  const [first, second] = [before.sign(link), both.sign(link)];
  expect(first.startsWith('a.')).toBe(true);
  expect(second.startsWith('b.')).toBe(true);
  for (const token of [first, second]) expect(both.read(token)).toEqual(link);
  expect(after.read(second)).toEqual(link);
  expect(after.read(first)).toBeUndefined();
  // The same name, another key.
  expect(createLinkSigner([key('a')])!.read(first)).toBeUndefined();
  expect(createLinkSigner([])).toBeUndefined();
});

test('a short form is the same for the same link, and says nothing without the key', () => {
  expect(signer.shorten(link)).toBe(signer.shorten(link));
  expect(signer.shorten(link)).toMatch(/^[0-9A-Za-z]{11}$/u);
  expect(signer.shorten(link)).not.toBe(createLinkSigner([next])!.shorten(link));
  const codes = Array.from({ length: 2_000 }, (_, place) => signer.shorten({ ...link, to: `${link.to}${place}` }));
  expect(new Set(codes).size).toBe(codes.length);
});
