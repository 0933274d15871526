/** Longer texts are cut: no field needs more. */
const longest = 500;

/** Patterns of what must never be written, each with what stands for it. */
const forbidden: readonly (readonly [pattern: RegExp, instead: string])[] = [
  // User and password of a URL.
  [/(?<=\/\/)[^\s/@]+@/g, '[credentials]@'],
  // Keys of ours and of providers, recognisable by their prefix.
  [/\b(?:rl|re|whsec|sk)_[\w+/=-]{8,}/g, '[secret]'],
  [/\bBearer\s+[\w.~+/=-]+/gi, 'Bearer [secret]'],
  [/[^\s"'<>()[\]@,;:|{}=]+@[^\s"'<>()[\]@,;:|{}=]+/g, '[address]'],
  [/\+\d(?:[ .-]?\d){6,14}/g, '[number]'],
  // The secret part of an unsubscribe link.
  [/\/u\/[\w-]+/g, '/u/…'],
];

/**
 * A text without addresses, phone numbers and secrets. The second line of defence: what is logged is chosen
 * first, by the allowed fields; this catches what a library writes into its own text.
 */
export const scrub = (text: string): string => {
  let clean = text.slice(0, longest * 4);
  for (const [pattern, instead] of forbidden) clean = clean.replace(pattern, instead);
  return clean.length > longest ? `${clean.slice(0, longest)}…` : clean;
};
