import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * What Twilio signs a form with: the URL that it calls, then each name and value in the order of the names
 * (https://www.twilio.com/docs/usage/security#validating-requests). Of a name that comes several times each value
 * is taken once, in order, as Twilio's own libraries do.
 */
export const twilioSignature = (authToken: string, url: string, form: URLSearchParams): string => {
  const names = [...new Set(form.keys())].toSorted();
  const pairs = names.flatMap((name) => [...new Set(form.getAll(name))].toSorted().map((value) => name + value));
  return createHmac('sha1', authToken)
    .update(url + pairs.join(''))
    .digest('base64');
};

/** True when Twilio signed the form for one of `urls`; they are ours, and differ in how the port is written. */
export const isSignedByTwilio = (
  authToken: string,
  urls: readonly string[],
  form: URLSearchParams,
  signature: string | undefined,
): boolean => {
  const given = Buffer.from(signature ?? '');
  return urls
    .map((url) => {
      const expected = Buffer.from(twilioSignature(authToken, url, form));
      return given.length === expected.length && timingSafeEqual(given, expected);
    })
    .includes(true);
};

/** The ways in which Twilio may have written a URL of ours: it may add the standard port, or leave one out. */
export const writings = (url: string): readonly string[] => {
  const { protocol, port } = new URL(url);
  const parts = /^(https?:\/\/[^/:?#]+|https?:\/\/\[[^\]]+\])(?::\d+)?(.*)$/.exec(url);
  if (!parts) return [url];
  const [, host, rest] = parts;
  const standard = protocol === 'https:' ? '443' : '80';
  return [...new Set([url, `${host}${rest}`, `${host}:${port || standard}${rest}`])];
};
