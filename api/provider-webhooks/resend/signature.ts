import { isUtf8 } from 'node:buffer';
import { Webhook } from 'standardwebhooks';

/** The headers that Svix signs with and of (https://docs.svix.com/receiving/verifying-payloads/how-manual). */
export interface SvixHeaders {
  readonly id: string | undefined;
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
}

/**
 * True when one of `secrets` signed exactly these bytes, at most 5 minutes ago or ahead. Svix's scheme is that of
 * Standard Webhooks under other names of the headers.
 */
export const isSignedBySvix = (secrets: readonly string[], headers: SvixHeaders, body: Buffer): boolean => {
  const { id, timestamp, signature } = headers;
  // The library reads `123x` as 123, and bytes that are not UTF-8 as others that are not.
  if (!id || !signature || !/^\d{1,12}$/.test(timestamp ?? '') || !isUtf8(body)) return false;
  const standard = { 'webhook-id': id, 'webhook-timestamp': timestamp!, 'webhook-signature': signature };
  return secrets.some((secret) => {
    try {
      new Webhook(secret).verify(body, standard, { jsonParse: false });
      return true;
    } catch {
      return false;
    }
  });
};
