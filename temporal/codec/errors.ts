/** Thrown when a payload was encrypted with a key that this process was not given. */
export class CodecKeyUnknownError extends Error {
  override readonly name = 'CodecKeyUnknownError';
  readonly code = 'RELANCE_CODEC_KEY_UNKNOWN';
  constructor(id: string, known: readonly string[]) {
    const has = known.length === 0 ? 'is not set here' : `holds ${known.join(', ')} here`;
    super(
      `A payload of Temporal is encrypted with the key ${id || '(without an id)'}, and TEMPORAL_CODEC_KEYS ${has}. ` +
        'Add that key to the end of it, in every process.',
    );
  }
}

/** Thrown when a payload cannot be decrypted with the key of the id that it names. */
export class PayloadUnreadableError extends Error {
  override readonly name = 'PayloadUnreadableError';
  readonly code = 'RELANCE_PAYLOAD_UNREADABLE';
  constructor(id: string, cause?: unknown) {
    super(
      `A payload of Temporal cannot be decrypted with the key ${id}: it was altered, or TEMPORAL_CODEC_KEYS gives ` +
        'another key under this id here than where it was written.',
      { cause },
    );
  }
}
