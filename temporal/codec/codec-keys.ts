/** One key of the payload codec; its id is written, readable, beside what it encrypted. */
export interface CodecKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** What the payload codec works with; without keys it neither encrypts nor decrypts. */
export interface CodecKeys {
  /** Encrypts what is written from now on; undefined: payloads are written in the clear. */
  readonly writing: CodecKey | undefined;
  /** All that may decrypt, the writing one too. */
  readonly reading: readonly CodecKey[];
}
