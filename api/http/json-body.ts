import { Problem } from './problem.ts';

/** Deeper than any event; far below what overflows a stack. */
const maxDepth = 24;

/**
 * Reads a JSON body from its bytes: valid UTF-8, not nested too deep, then parsed.
 *
 * @throws Problem 400 or 422
 */
export const readJson = (bytes: unknown): unknown => {
  if (!(bytes instanceof Buffer)) {
    throw new Problem(415, 'json_expected', 'send JSON with the header Content-Type: application/json');
  }
  const text = decode(bytes);
  if (depthOf(text) > maxDepth) {
    throw new Problem(422, 'too_deep', `the JSON is nested deeper than ${maxDepth} levels`);
  }
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

/** The deepest nesting of brackets outside strings, counted without recursion. */
const depthOf = (text: string): number => {
  let depth = 0;
  let deepest = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (character === quote) index = endOfString(text, index);
    else if (character === openBracket || character === openBrace) deepest = Math.max(deepest, ++depth);
    else if (character === closeBracket || character === closeBrace) depth -= 1;
  }
  return deepest;
};

const endOfString = (text: string, start: number): number => {
  for (let index = start + 1; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (character === backslash) index += 1;
    else if (character === quote) return index;
  }
  return text.length;
};

const quote = '"'.charCodeAt(0);
const backslash = '\\'.charCodeAt(0);
const openBracket = '['.charCodeAt(0);
const closeBracket = ']'.charCodeAt(0);
const openBrace = '{'.charCodeAt(0);
const closeBrace = '}'.charCodeAt(0);
