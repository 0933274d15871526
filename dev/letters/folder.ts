import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the pictures of letters are kept. */
export const folder = fileURLToPath(new URL('../../docs/letters/', import.meta.url));

/** What each picture was drawn from. */
export const fingerprintsFile = join(folder, 'fingerprints.json');

/** By the name of the picture's file; empty where none was drawn yet. */
export const readFingerprints = (): Readonly<Record<string, string>> =>
  existsSync(fingerprintsFile) ? (JSON.parse(readFileSync(fingerprintsFile, 'utf8')) as Record<string, string>) : {};
