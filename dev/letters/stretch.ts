/** Names that are words to the program, not to the reader. */
const words = new Set(['kind', 'stage', 'currency', 'timezone', 'greeting', 'headings', 'text', 'locale', 'about']);
const address = /^[a-z][a-z\d+.-]*:/iu;
const instant = /^\d{4}-\d{2}-\d{2}T/u;
const colour = /^#[\da-f]{6}$/iu;

/** How much there is of everything at its worst. */
const most = 9;

export interface Stretching {
  /** In the place of a text that a shop or a customer wrote. */
  readonly text: (text: string, name: string) => string;
  /** In the place of an address. */
  readonly url?: (url: string, name: string) => string;
  /** True: lists are as long, and amounts as high, as they may be. */
  readonly large?: boolean;
}

/**
 * A view in which everything that somebody else wrote is written anew, at whatever depth: what a letter will show that
 * nobody has thought of yet is covered as well.
 */
export const stretch = <View>(view: View, how: Stretching): View => stretchOne(view, '', how) as View;

const stretchOne = (value: unknown, name: string, how: Stretching): unknown => {
  if (typeof value === 'string') {
    if (words.has(name) || instant.test(value) || colour.test(value)) return value;
    return address.test(value) ? (how.url?.(value, name) ?? value) : how.text(value, name);
  }
  if (Array.isArray(value)) {
    const all = value.map((one) => stretchOne(one, name, how));
    return how.large && all.length > 0 ? Array.from({ length: most }, (_, index) => all[index % all.length]) : all;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, stretchOne(one, key, how)]));
  }
  return typeof value === 'number' && how.large ? largest(value, name) : value;
};

const largest = (value: number, name: string): number => {
  switch (name) {
    case 'amount':
      return 999_999;
    case 'quantity':
      return 99;
    case 'points':
      return 99_999;
    default:
      return value;
  }
};
