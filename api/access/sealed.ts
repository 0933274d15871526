import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A key of RELANCE_SECRET_KEYS. */
export interface SealingKey {
  readonly id: string;
  /** 256 bits. */
  readonly key: Uint8Array;
}

/** Keeps secrets that must be read again: AES-256-GCM, bound to the row that they belong to. */
export interface Seal {
  /** `v1.<key id>.<nonce>.<ciphertext and tag>`, under the first key. */
  close(secret: string, owner: string): string;
  /** @throws SealBrokenError when it was changed, moved to another owner, or its key is gone. */
  open(sealed: string, owner: string): string;
  /** True when it is under the first key, so that the others may go. */
  isCurrent(sealed: string): boolean;
}

/** Thrown when a sealed secret cannot be read: which key it needs, never what it holds. */
export class SealBrokenError extends Error {
  override readonly name = 'SealBrokenError';
  readonly code = 'SEAL_BROKEN';
}

const nonceBytes = 12;
const tagBytes = 16;

/** Undefined without keys. The first closes; all open, so that keys can be changed one after another. */
export const createSeal = (keys: readonly SealingKey[]): Seal | undefined => {
  const [current] = keys;
  if (!current) return undefined;
  return {
    close: (secret, owner) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', current.key, nonce).setAAD(Buffer.from(owner));
      const closed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return ['v1', current.id, nonce.toString('base64url'), closed.toString('base64url')].join('.');
    },
    open: (sealed, owner) => {
      const [version, id, nonce, closed] = sealed.split('.');
      const found = keys.find((one) => one.id === id);
      if (version !== 'v1' || !found || !nonce || !closed) {
        throw new SealBrokenError(`A secret is sealed with the key "${id}", which RELANCE_SECRET_KEYS does not have.`);
      }
      const bytes = Buffer.from(closed, 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', found.key, Buffer.from(nonce, 'base64url'), {
          authTagLength: tagBytes,
        })
          .setAAD(Buffer.from(owner))
          .setAuthTag(bytes.subarray(-tagBytes));
        return decipher.update(bytes.subarray(0, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
      } catch (error) {
        throw new SealBrokenError(`A secret sealed with the key "${id}" was changed or is another's.`, {
          cause: error,
        });
      }
    },
    isCurrent: (sealed) => sealed.split('.')[1] === current.id,
  };
};
