import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { METADATA_ENCODING_KEY, type Payload, type PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import type { CodecKey, CodecKeys } from './codec-keys.ts';
import { CodecKeyUnknownError, PayloadUnreadableError } from './errors.ts';

const { Payload: PayloadMessage } = proto.temporal.api.common.v1;

/** What marks an encrypted payload, as in Temporal's own samples: the UI and other SDKs know it. */
const encrypted = 'binary/encrypted';
const cipherName = 'AES-256-GCM';
const keyIdField = 'encryption-key-id';

/** NIST SP 800-38D, section 8.2: 96 random bits, good for 2^32 payloads under one key. */
const ivBytes = 12;
const tagBytes = 16;

/**
 * Encrypts what Temporal stores: arguments, results, signals, memos, summaries and, with the failure converter
 * beside this, messages and stacks of failures. Payloads that were written in the clear are read as they are.
 *
 * Data: initialisation vector, ciphertext of the whole payload, tag. The metadata tells the key's id.
 */
export const payloadCodec = ({ writing, reading }: CodecKeys): PayloadCodec => {
  const keys = new Map(reading.map((key) => [key.id, key]));
  return {
    encode: async (payloads) => (writing ? payloads.map((payload) => encryptPayload(payload, writing)) : payloads),
    decode: async (payloads) =>
      payloads.map((payload) => (isEncrypted(payload) ? decryptPayload(payload, keys) : payload)),
  };
};

const isEncrypted = ({ metadata }: Payload): boolean => textOf(metadata?.[METADATA_ENCODING_KEY]) === encrypted;

const encryptPayload = (payload: Payload, { id, key }: CodecKey): Payload => {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const body = [cipher.update(PayloadMessage.encode(payload).finish()), cipher.final()];
  return {
    metadata: {
      [METADATA_ENCODING_KEY]: Buffer.from(encrypted),
      'encryption-cipher': Buffer.from(cipherName),
      [keyIdField]: Buffer.from(id),
    },
    data: Buffer.concat([iv, ...body, cipher.getAuthTag()]),
  };
};

const decryptPayload = (payload: Payload, keys: ReadonlyMap<string, CodecKey>): Payload => {
  const id = textOf(payload.metadata?.[keyIdField]);
  const found = keys.get(id);
  if (!found) throw new CodecKeyUnknownError(id, [...keys.keys()]);
  const data = payload.data ?? new Uint8Array();
  if (data.length < ivBytes + tagBytes) throw new PayloadUnreadableError(id);
  try {
    const decipher = createDecipheriv('aes-256-gcm', found.key, data.subarray(0, ivBytes), { authTagLength: tagBytes });
    decipher.setAuthTag(data.subarray(data.length - tagBytes));
    const body = [decipher.update(data.subarray(ivBytes, data.length - tagBytes)), decipher.final()];
    return PayloadMessage.decode(Buffer.concat(body));
  } catch (error) {
    throw new PayloadUnreadableError(id, error);
  }
};

const textOf = (bytes: Uint8Array | null | undefined): string => (bytes ? Buffer.from(bytes).toString() : '');
