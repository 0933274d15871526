import { isUtf8 } from 'node:buffer';
import type { Request } from 'express';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

/**
 * True when `secret` signed these bytes at most five minutes before or after now, by this machine's time: Standard
 * Webhooks (https://www.standardwebhooks.com), or Svix, whose headers have another prefix. The list of signatures may
 * hold those of other secrets too.
 */
export const isSigned = (
  request: Request,
  body: Buffer,
  secret: string,
  prefix: 'webhook' | 'svix' = 'webhook',
): boolean => {
  const of = (name: string): string => request.get(`${prefix}-${name}`) ?? '';
  // The library reads `123x` as 123, and bytes that are not UTF-8 as others that are not.
  if (!/^\d{1,12}$/.test(of('timestamp')) || !isUtf8(body)) return false;
  const headers = Object.fromEntries(names.map((name) => [`webhook-${name}`, of(name)]));
  try {
    new Webhook(secret).verify(body, headers, { jsonParse: false });
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
};

const names = ['id', 'timestamp', 'signature'] as const;
