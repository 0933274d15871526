import type { Resend } from 'resend';
import { readResendSuppressions } from '../../activities/providers/resend/suppressions.ts';
import { addedSuppression, scopeOf } from '../../api/suppressions/entry.ts';
import type { StoreId } from '../../domain/ids.ts';
import { add, bring, type BringDeps, type Counts, none } from './bring.ts';

/**
 * Keeps what is on Resend's own list also here. What Resend no longer lists is not lifted here: its webhook tells
 * when somebody removes an address.
 */
export const mirrorResend = async (deps: BringDeps, resend: Resend, store: StoreId): Promise<Counts> => {
  let counts = none;
  for await (const page of readResendSuppressions(resend)) {
    const rows = page.flatMap(({ address, reason, at }) => {
      const read = addedSuppression.safeParse({ channel: 'email', address, reason });
      return read.success
        ? [{ channel: 'email' as const, address: read.data.address, reason, ...scopeOf({ reason }), at }]
        : [];
    });
    counts = add(counts, await bring(deps, { store, act: 'suppressions.mirrored', from: 'resend' }, rows));
  }
  return counts;
};
