import { Problem } from './problem.ts';

/** What a body may hold; far above any event, far below what overflows a stack or fills a memory. */
export const jsonLimits = {
  /** Levels of brackets. */
  depth: 24,
  /** Keys of one object: a form's answers have at most 50. */
  keys: 100,
  /** Elements of one list: a batch has at most 500. */
  elements: 1000,
  /** Values in all: what 2 MB of events hold, and a little more. */
  values: 250_000,
  /** Characters of one string as written: the longest that is accepted, with every character escaped. */
  string: 16_384,
} as const;

/** One bracket that is open. */
interface Container {
  /** The keys so far, as written; undefined in a list. */
  readonly keys: Set<string> | undefined;
  elements: number;
}

/**
 * Looks through JSON before it is parsed, without recursion: how deep, how wide, how many values, how long its
 * strings, and that no object has a key twice (parsers differ in which one counts, RFC 8259 section 4). Says
 * nothing of text that is not JSON; the parser does.
 *
 * @throws Problem 422
 */
export const checkJson = (text: string): void => {
  const open: Container[] = [];
  let values = 0;
  const count = (container: Container | undefined): void => {
    if ((values += 1) > jsonLimits.values) refuse('too_many_values', `holds more than ${jsonLimits.values} values`);
    if (!container || container.keys) return;
    if ((container.elements += 1) > jsonLimits.elements) {
      refuse('too_many_values', `has a list of more than ${jsonLimits.elements} values`);
    }
  };
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case quote: {
        const end = endOfString(text, index);
        if (end - index > jsonLimits.string) {
          refuse('string_too_long', `has a string of more than ${jsonLimits.string} characters`);
        }
        const { keys } = open.at(-1) ?? {};
        if (keys && isKey(text, end)) addKey(keys, text.slice(index + 1, end));
        index = end;
        break;
      }
      case openBracket:
      case openBrace: {
        if (open.length === jsonLimits.depth) {
          refuse('too_deep', `is nested deeper than ${jsonLimits.depth} levels`);
        }
        const isObject = text.charCodeAt(index) === openBrace;
        const container = { keys: isObject ? new Set<string>() : undefined, elements: 0 };
        count(container);
        open.push(container);
        break;
      }
      case closeBracket:
      case closeBrace:
        open.pop();
        break;
      case comma:
        count(open.at(-1));
        break;
    }
  }
};

const addKey = (keys: Set<string>, written: string): void => {
  const key = written.includes('\\') ? unescape(written) : written;
  if (keys.has(key)) refuse('duplicate_key', `has the key ${JSON.stringify(key.slice(0, 60))} twice in one object`);
  if (keys.add(key).size > jsonLimits.keys) {
    refuse('too_many_keys', `has an object of more than ${jsonLimits.keys} keys`);
  }
};

const unescape = (written: string): string => {
  try {
    return JSON.parse(`"${written}"`) as string;
  } catch {
    return written;
  }
};

/** Where the string that starts at `start` ends. */
const endOfString = (text: string, start: number): number => {
  for (let index = start + 1; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (character === backslash) index += 1;
    else if (character === quote) return index;
  }
  return text.length;
};

/** Whether the string that ends at `end` is followed by a colon. */
const isKey = (text: string, end: number): boolean => {
  let index = end + 1;
  while (text.charCodeAt(index) <= space) index += 1;
  return text.charCodeAt(index) === colon;
};

const refuse = (code: string, fact: string): never => {
  throw new Problem(422, code, `the JSON ${fact}`);
};

const quote = '"'.charCodeAt(0);
const backslash = '\\'.charCodeAt(0);
const openBracket = '['.charCodeAt(0);
const closeBracket = ']'.charCodeAt(0);
const openBrace = '{'.charCodeAt(0);
const closeBrace = '}'.charCodeAt(0);
const comma = ','.charCodeAt(0);
const colon = ':'.charCodeAt(0);
const space = ' '.charCodeAt(0);
