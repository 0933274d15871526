import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Cost of one guess: OWASP's Password Storage Cheat Sheet, scrypt with N = 2^17, r = 8, p = 1. */
const cost = { N: 2 ** 17, r: 8, p: 1 };
const keyBytes = 32;

const derive = async (password: string, salt: Buffer, { N, r, p }: typeof cost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, keyBytes, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });

/** What is stored of a password: `scrypt$N$r$p$salt$key`. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
};

/** Whether `password` is the one that was hashed; takes as long when there is no hash to compare with. */
export const isPassword = async (password: string, hash: string | undefined): Promise<boolean> => {
  const [, N, r, p, salt = '', key = ''] = (hash ?? nobody).split('$');
  const wanted = Buffer.from(key, 'base64url');
  const given = await derive(password, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) });
  return timingSafeEqual(given, wanted) && hash !== undefined;
};

const nobody = [
  'scrypt',
  cost.N,
  cost.r,
  cost.p,
  'AAAAAAAAAAAAAAAAAAAAAA',
  Buffer.alloc(keyBytes).toString('base64url'),
].join('$');

/** A new password: 120 random bits, in groups that can be read out. */
export const makePassword = (): string => {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  const text = Array.from(randomBytes(24), (byte) => letters[byte % letters.length]).join('');
  return text.replace(/(.{6})(?=.)/gu, '$1-');
};
