import type { Request } from 'express';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

/**
 * True when `secret` signed these bytes at most five minutes before or after now, by this machine's time: Standard
 * Webhooks (https://www.standardwebhooks.com). The list of signatures may hold those of other secrets too.
 */
export const isSigned = (request: Request, body: Buffer, secret: string): boolean => {
  const headers = Object.fromEntries(names.map((name) => [name, request.get(name) ?? '']));
  try {
    new Webhook(secret).verify(body, headers, { jsonParse: false });
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
};

const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;
