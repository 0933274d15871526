import { randomUUID } from 'node:crypto';
import type { messages } from '../../db/schema/index.ts';
import type { MessageState } from '../../domain/message-state.ts';
import { hour, noon, type Person, store } from '../gate/world.ts';

type NewRow = typeof messages.$inferInsert;

/** A complete row of the ledger in `state`: what the gate and the provider would have written on the way there. */
export const ledgerRow = (
  person: Pick<Person, 'run' | 'customer' | 'key'>,
  state: MessageState,
  changes: Partial<NewRow> = {},
): NewRow => ({
  id: randomUUID(),
  storeId: store,
  runId: person.run,
  journey: 'cartAbandonment',
  customerId: person.customer,
  step: 'cart/reminder#1',
  channel: 'email',
  template: 'cart/reminder',
  purpose: 'marketing',
  state,
  dueAt: new Date(noon),
  expiresAt: new Date(noon + 12 * hour),
  decidedAt: new Date(noon),
  verdicts: [],
  key: person.key,
  claimedAt: new Date(noon),
  frozen: { from: 'a@shop.example', to: 'b@shop.example', subject: 's', html: 'h', text: 't', headers: {} },
  bodyHash: 'hash',
  provider: 'resend',
  providerId: randomUUID(),
  attempts: 1,
  unsettled: 1,
  ...changes,
});
