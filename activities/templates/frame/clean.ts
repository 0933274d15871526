/** Characters that hide, reorder or break text: controls, line separators, direction overrides. */
const unprintable = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/** `text` on one line, without hidden characters, at most `length` characters long. */
export const oneLine = (text: string, length = 140): string => {
  const clean = text.replace(unprintable, ' ').replace(/\s+/gu, ' ').trim();
  const characters = Array.from(clean);
  return characters.length <= length
    ? clean
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
};

/**
 * `url` when it is a web address of a usable length; anything else (`javascript:`, a path, a very
 * long one) is dropped, so that no store data can make a link do something else than open a page.
 */
export const webUrl = (url: string | undefined): string | undefined => {
  if (!url || url.length > 2048 || !URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed.href : undefined;
};

/**
 * The name to greet with, when it looks like one. Sign-up forms are used to send advertisements
 * through other people's shops (`WIN www.x.example`), so that a name with an address in it is not used.
 */
export const greetingName = (firstName: string | undefined): string | undefined => {
  const name = oneLine(firstName ?? '', 60);
  const looksLikeOne = name.length > 0 && Array.from(name).length <= 40 && /^\p{L}[\p{L}\p{M}' ’.-]*$/u.test(name);
  return looksLikeOne && !/\.\S/u.test(name) ? name : undefined;
};
