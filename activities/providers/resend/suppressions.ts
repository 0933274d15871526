import type { Resend } from 'resend';
import type { SuppressionReason } from '../../../domain/suppression.ts';
import { patiently } from './record.ts';

/** The most that one page holds. */
const pageSize = 100;

/** An address on Resend's own list, which all stores of the account share. */
export interface ResendSuppression {
  readonly address: string;
  readonly reason: Extract<SuppressionReason, 'bounced' | 'complained' | 'manual'>;
  readonly at: Date;
}

/** What the origins of Resend's list are called here. */
export const resendOrigins = { bounce: 'bounced', complaint: 'complained', manual: 'manual' } as const;

/**
 * Resend's own list (https://resend.com/docs/api-reference/suppressions/list-suppressions), a page at a time.
 *
 * @throws ProviderRecordError where the account has no access to it, or does not answer
 */
export async function* readResendSuppressions(resend: Resend): AsyncIterable<readonly ResendSuppression[]> {
  let after: string | undefined;
  for (;;) {
    const page = await patiently(async () => resend.suppressions.list({ limit: pageSize, ...(after && { after }) }));
    yield page.data.map(({ email, origin, created_at: createdAt }) => ({
      address: email,
      reason: resendOrigins[origin] ?? 'manual',
      at: new Date(createdAt),
    }));
    after = page.data.at(-1)?.id;
    if (!page.has_more || after === undefined) return;
  }
}
