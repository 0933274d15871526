import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'uuid';

/** A key of LINK_KEYS. */
export interface LinkKey {
  readonly id: string;
  /** 256 bits. */
  readonly key: Uint8Array;
}

/** What a link of a message says: ids of ours and a page of the shop, nothing personal. */
export interface SignedLink {
  /** The message that it stands in. */
  readonly message: string;
  /** Which of its links, from 0 to 255: 0 is the main call. */
  readonly place: number;
  /** The shop's page. */
  readonly to: string;
  /** Of a link that leads into the customer's cart: until when, in seconds since 1970. */
  readonly cartUntil?: number;
}

/** Makes the links of messages and knows them again. */
export interface LinkSigner {
  /** `<key id>.<link>.<tag>`, under the first key. */
  sign(link: SignedLink): string;
  /** Undefined for what none of the keys signed. */
  read(token: string): SignedLink | undefined;
  /** The short form of a link of a text message: the same whenever it is asked for, unknown to who has no key. */
  shorten(link: SignedLink): string;
}

/** HMAC-SHA256, its left half (RFC 2104, section 5). */
const tagBytes = 16;
const version = 1;
const codeAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Of 62 signs each: a little more than 64 bits. */
export const codeLength = 11;

/** Undefined without keys. The first signs; all are known again, so that keys can be changed one after another. */
export const createLinkSigner = (keys: readonly LinkKey[]): LinkSigner | undefined => {
  const [current] = keys;
  if (!current) return undefined;
  return {
    sign: (link) => {
      const said = `${current.id}.${encode(link).toString('base64url')}`;
      return `${said}.${tagOf(current, 'link', said).toString('base64url')}`;
    },
    read: (token) => {
      const [id = '', body = '', tag = '', ...more] = token.split('.');
      const key = keys.find((one) => one.id === id);
      const given = Buffer.from(tag, 'base64url');
      if (!key || more.length > 0 || given.length !== tagBytes) return undefined;
      if (!timingSafeEqual(given, tagOf(key, 'link', `${id}.${body}`))) return undefined;
      return decode(Buffer.from(body, 'base64url'));
    },
    shorten: (link) => {
      let left = tagOf(current, 'code', encode(link).toString('base64url')).readBigUInt64BE();
      let code = '';
      for (let sign = 0; sign < codeLength; sign++) {
        code += codeAlphabet[Number(left % 62n)];
        left /= 62n;
      }
      return code;
    },
  };
};

const tagOf = ({ key }: LinkKey, what: 'link' | 'code', said: string): Buffer =>
  createHmac('sha256', key).update(`relance/${what}\n${said}`).digest().subarray(0, tagBytes);

/** Version, place, until when (0: no cart), message, page. */
const encode = ({ message, place, to, cartUntil = 0 }: SignedLink): Buffer => {
  const head = Buffer.alloc(6);
  head.writeUInt8(version, 0);
  head.writeUInt8(place, 1);
  head.writeUInt32BE(cartUntil, 2);
  return Buffer.concat([head, parse(message), Buffer.from(to, 'utf8')]);
};

const decode = (bytes: Buffer): SignedLink | undefined => {
  if (bytes.length < 23 || bytes.readUInt8(0) !== version) return undefined;
  const cartUntil = bytes.readUInt32BE(2);
  return {
    place: bytes.readUInt8(1),
    message: stringify(bytes.subarray(6, 22)),
    to: bytes.subarray(22).toString('utf8'),
    ...(cartUntil > 0 && { cartUntil }),
  };
};
