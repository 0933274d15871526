import { checkJson } from './json-limits.ts';
import { Problem } from './problem.ts';

/**
 * Reads a JSON body from its bytes: valid UTF-8, within `jsonLimits`, then parsed.
 *
 * @throws Problem 400, 415 or 422
 */
export const readJson = (bytes: unknown): unknown => {
  if (!(bytes instanceof Buffer)) {
    throw new Problem(415, 'json_expected', 'send JSON with the header Content-Type: application/json');
  }
  const text = decode(bytes);
  checkJson(text);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem(400, 'invalid_json', 'the body is not JSON', { cause: error });
  }
};

const decode = (bytes: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Problem(400, 'invalid_utf8', 'the body is not valid UTF-8', { cause: error });
  }
};
