import { eq } from 'drizzle-orm';
import { toInstant } from '../../domain/time/instant.ts';
import type { Database } from '../client.ts';
import { confirmations } from '../schema/index.ts';
import { readConfirmation } from './confirmations.ts';
import { seeAliases } from './aliases.ts';
import type { TellConsentChange } from './consent-change.ts';
import { recordContact } from './contacts.ts';
import { recordConsent } from './consents.ts';
import { lockToday } from './links.ts';
import { newestOf, readChannelState } from './standing.ts';
import { liftSuppression } from './suppressions.ts';

/**
 * Makes a consent of a sign-up, whose proof then holds both acts: the sign-up and its confirmation. Again changes
 * nothing and is as good.
 *
 * @returns false when the token is not known or its time is over.
 */
export const confirm = async (db: Database, token: string, at: Date, tell: TellConsentChange): Promise<boolean> => {
  const asked = await readConfirmation(db, token);
  if (!asked) return false;
  return db.transaction(async (transaction) => {
    const customerId = await lockToday(transaction, asked.customerId);
    // Read again: another click may have been first, a merge may have moved it.
    const row = customerId && (await readConfirmation(transaction, token));
    if (!row) return false;
    if (row.confirmedAt) return true;
    if (row.expiresAt <= at) return false;
    const { storeId, channel, purpose, list, address, source } = row;
    const state = await readChannelState(transaction, { storeId, customerId, channel, addresses: [address], now: at });
    const when = newestOf(state, at);
    const proof = {
      ...row.proof,
      askedAt: toInstant(row.askedAt.getTime()),
      confirmedAt: toInstant(at.getTime()),
      confirmedBy: 'button on the page of the link sent to the address',
    };
    await recordConsent(transaction, {
      storeId,
      customerId,
      channel,
      purpose,
      list,
      state: 'granted',
      at: when,
      source,
      proof,
    });
    for (const held of state.held.filter(({ reason }) => reason === 'unsubscribed')) {
      if (held.list !== '' && held.list !== list) continue;
      const key = {
        storeId,
        channel,
        address,
        reason: 'unsubscribed',
        purpose: held.purpose,
        list: held.list,
      } as const;
      await liftSuppression(transaction, key, when);
    }
    // From now on messages go to the address that signed up.
    await seeAliases(transaction, storeId, customerId, [{ kind: 'email', value: address }], at);
    await recordContact(transaction, { storeId, customerId, kind: 'consent', at });
    await transaction.update(confirmations).set({ confirmedAt: at }).where(eq(confirmations.token, token));
    await tell(transaction, { storeId, customerId, at, confirmed: { via: row.via ?? 'newsletter' } });
    return true;
  });
};
