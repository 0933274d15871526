import { readFileSync } from 'node:fs';

/**
 * The JSON of a file; `-` is what is piped in.
 *
 * @throws PolicyFileError
 */
export const readJsonFile = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path === '-' ? 0 : path, 'utf8'));
  } catch (error) {
    throw new PolicyFileError(path, (error as Error).message);
  }
};

/** Thrown when a file cannot be read or holds no JSON. */
export class PolicyFileError extends Error {
  override readonly name = 'PolicyFileError';
  readonly code = 'POLICY_FILE';
  constructor(path: string, cause: string) {
    super(`${path} cannot be read as JSON: ${cause}. \`npm run policy -- export --store …\` writes such a file.`);
  }
}
