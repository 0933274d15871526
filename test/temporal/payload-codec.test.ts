import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTemporalConfig } from '../../config/temporal.ts';
import type { CodecKeys } from '../../temporal/codec/codec-keys.ts';
import { payloadCodec } from '../../temporal/codec/payload-codec.ts';

const a = { id: 'a', key: randomBytes(32) };
const b = { id: 'b', key: randomBytes(32) };
const plain: CodecKeys = { writing: undefined, reading: [] };
const withA: CodecKeys = { writing: a, reading: [a] };
const rotated: CodecKeys = { writing: b, reading: [b, a] };

const payloadOf = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const read = async (keys: CodecKeys, payloads: Payload[]) =>
  (await payloadCodec(keys).decode(payloads)).map((one) => defaultPayloadConverter.fromPayload(one));
const write = async (keys: CodecKeys, value: unknown) => payloadCodec(keys).encode([payloadOf(value)]);

test('what is written is read again, whatever it holds, and does not stand there', async () => {
  const values = fc.oneof(
    fc.jsonValue().map((value) => ({ value, address: 'canary@shop.example' })),
    fc.uint8Array({ minLength: 1 }),
    fc.constant(undefined),
  );
  await fc.assert(
    fc.asyncProperty(values, async (value) => {
      const payloads = await write(withA, value);
      expect(Buffer.from(payloads[0]!.data!).includes('canary')).toBe(false);
      expect(Object.keys(payloads[0]!.metadata!)).toEqual(['encoding', 'encryption-cipher', 'encryption-key-id']);
      expect(await read(withA, payloads)).toEqual(await read(plain, [payloadOf(value)]));
    }),
  );
});

test('the same value is never written twice in the same way', async () => {
  const [first, second] = [await write(withA, 'x'), await write(withA, 'x')];
  expect(Buffer.from(first[0]!.data!).equals(second[0]!.data!)).toBe(false);
});

test('after a rotation the new key writes, and what the old one wrote is read', async () => {
  expect(await read(rotated, await write(withA, 'old'))).toEqual(['old']);
  const fresh = await write(rotated, 'new');
  expect(Buffer.from(fresh[0]!.metadata!['encryption-key-id']!).toString()).toBe('b');
  expect(await read(rotated, fresh)).toEqual(['new']);
});

test('what was written in the clear is read with the codec on', async () => {
  expect(await read(withA, [payloadOf({ ids: 1 })])).toEqual([{ ids: 1 }]);
});

test('a key that is missing is named, with the remedy', async () => {
  const payloads = await write(withA, 'x');
  await expect(read({ writing: b, reading: [b] }, payloads)).rejects.toMatchObject({
    code: 'RELANCE_CODEC_KEY_UNKNOWN',
    message: expect.stringMatching(/with the key a,.* holds b here.*Add that key/),
  });
  await expect(read(plain, payloads)).rejects.toThrow(/TEMPORAL_CODEC_KEYS is not set here/);
});

test('another key under the same id, and any altered byte, are refused', async () => {
  const [payload] = await write(withA, 'x');
  const other = { id: 'a', key: randomBytes(32) };
  await expect(read({ writing: other, reading: [other] }, [payload!])).rejects.toMatchObject({
    code: 'RELANCE_PAYLOAD_UNREADABLE',
  });
  for (let index = 0; index < payload!.data!.length; index++) {
    const data = Uint8Array.from(payload!.data!);
    data[index]! ^= 1;
    await expect(read(withA, [{ ...payload!, data }])).rejects.toThrow(/cannot be decrypted with the key a/);
  }
  await expect(read(withA, [{ ...payload!, data: payload!.data!.subarray(0, 20) }])).rejects.toThrow('cannot be');
});

const text = (key: { readonly id: string; readonly key: Uint8Array }) =>
  `${key.id}:${Buffer.from(key.key).toString('base64')}`;
const keysOf = (value: string) =>
  readTemporalConfig({ TEMPORAL_CODEC_KEYS: value, TEMPORAL_CONFIG_FILE: '/missing' }).codecKeys;

test('the keys come from TEMPORAL_CODEC_KEYS: the first writes, `plain` writes in the clear', () => {
  expect(keysOf('')).toEqual(plain);
  expect(keysOf(`${text(b)}, ${text(a)}`)).toEqual(rotated);
  expect(keysOf(`plain,${text(a)}`)).toEqual({ writing: undefined, reading: [a] });
});

test.each([
  ['no id', randomBytes(32).toString('base64')],
  ['a short key', `a:${randomBytes(16).toString('base64')}`],
  ['plain in second place', `a:${randomBytes(32).toString('base64')},plain`],
  ['one id twice', `a:${randomBytes(32).toString('base64')},a:${randomBytes(32).toString('base64')}`],
])('%s in TEMPORAL_CODEC_KEYS is refused at start, without showing it', (_, value) => {
  expect(() => keysOf(value)).toThrow(/TEMPORAL_CODEC_KEYS is wrong/);
  try {
    keysOf(value);
  } catch (error) {
    expect((error as Error).message).not.toContain(value.split(':').at(-1));
  }
});
