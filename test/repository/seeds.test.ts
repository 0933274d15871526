import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = new URL('..', import.meta.url);

/** What is there to draw: a harness with seeds of its own, the place of the seed, and this file. */
const drawers = /^faults\/|(?:^|\/)main\.ts$|^stack\/(?:seed|drawn-cases)\.ts$|^repository\/seeds\.test\.ts$/u;

/** A seed made on the spot, or fast-check set otherwise for the files that follow in the same process. */
const ownSeed =
  /\bseed\b[^\n]*(?:Math\.random|Date\.now|randomInt|process\.env)|\bseed: undefined|(?:reset|c)onfigureGlobal\(/iu;

test('tests draw from the seed of the run (test/stack/seed.ts), so that what is refused once is refused again', () => {
  const own = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/u.test(file) && !drawers.test(file))
    .filter((file) => ownSeed.test(readFileSync(new URL(file, folder), 'utf8')));
  expect(own).toEqual([]);
});
