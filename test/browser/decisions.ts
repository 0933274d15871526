import { createHash, randomUUID } from 'node:crypto';
import { cartView } from '../../activities/templates/cart/from-facts.ts';
import { render } from '../../activities/templates/index.ts';
import type { Database } from '../../db/client.ts';
import { productsOfMessage } from '../../db/facts/products-of-message.ts';
import { readCartFacts } from '../../db/pages/carts.ts';
import type { RecordedVerdict } from '../../db/schema/ledger.ts';
import { messages } from '../../db/schema/ledger.ts';
import { defaultProducts } from '../../domain/policy/products.ts';
import { chooseProducts } from '../../domain/products/choose.ts';
import type { WithheldReason } from '../../domain/reasons.ts';
import type { Locale, TemplateId } from '../../domain/templates.ts';
import { type insertShopper, minutesAgo, storeId } from './shop.ts';

interface Decision {
  readonly shopper: Awaited<ReturnType<typeof insertShopper>>;
  readonly locale: Locale;
  readonly email: string;
  readonly template: TemplateId;
  readonly minutes: number;
}

const decided = ({ shopper, template, minutes }: Decision) => {
  const at = minutesAgo(minutes);
  return {
    id: randomUUID(),
    storeId,
    runId: shopper.run,
    journey: 'cartAbandonment',
    customerId: shopper.customer,
    step: `${template}#1`,
    channel: 'email',
    template,
    purpose: 'marketing',
    dueAt: at,
    expiresAt: new Date(at.getTime() + 12 * 3_600_000),
    decidedAt: at,
    key: randomUUID(),
  } as const;
};

const passed: readonly RecordedVerdict[] = [
  { rule: 'not-due', says: 'pass', saw: { dueAt: '2026-11-22T09:30:00.000Z' } },
  { rule: 'still-wanted', says: 'pass', saw: { run: 'open', exit: null, cart: 'open', lines: 2 } },
  { rule: 'consent', says: 'pass', saw: { purpose: 'marketing', state: 'granted' } },
];

/** A message that was rendered from the shopper's real cart and accepted by the local outbox. */
export const insertSent = async (
  db: Database,
  decision: Decision,
  changes: Partial<typeof messages.$inferInsert> = {},
): Promise<string> => {
  const { shopper, locale, email, template } = decision;
  const facts = await readCartFacts(db, shopper.cart);
  const linkToken = randomUUID();
  const unsubscribeUrl = `http://127.0.0.1:3000/u/${linkToken}`;
  const choice = chooseProducts(
    productsOfMessage(facts!, locale),
    defaultProducts,
    decided(decision).decidedAt.getTime(),
  );
  const body = await render(template, locale, cartView(facts!, choice, locale, unsubscribeUrl)!);
  const row = decided(decision);
  const frozen = {
    from: facts!.store.sender,
    to: email,
    ...body,
    headers: {
      'List-Unsubscribe': `<${unsubscribeUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'X-Relance-Claimed-At': row.decidedAt.toISOString(),
    },
  };
  await db.insert(messages).values({
    ...row,
    state: 'accepted',
    verdicts: passed,
    claimedAt: row.decidedAt,
    acceptedAt: row.decidedAt,
    linkToken,
    frozen,
    bodyHash: createHash('sha256').update(JSON.stringify(frozen)).digest('hex'),
    provider: 'local-outbox',
    providerId: randomUUID(),
    attempts: 1,
    ...changes,
  });
  return row.id;
};

/** A message that the gate withheld. */
export const insertWithheld = async (db: Database, decision: Decision, reason: WithheldReason): Promise<string> => {
  const row = decided(decision);
  const refused = {
    rule: 'still-wanted',
    says: 'withheld',
    reason,
    saw: { run: 'open', exit: 'order.placed' },
  } as const;
  await db.insert(messages).values({
    ...row,
    state: 'withheld',
    reason,
    verdicts: passed.map((verdict) => (verdict.rule === refused.rule ? refused : verdict)),
  });
  return row.id;
};

/** A message that waits because of the day's volume. */
export const insertHeld = async (db: Database, decision: Decision): Promise<void> => {
  const row = decided(decision);
  await db
    .insert(messages)
    .values({ ...row, state: 'planned', reason: 'volume', notBefore: row.expiresAt, verdicts: passed });
};

/** A message of which nobody knows whether the provider accepted it. */
export const insertUnknown = async (db: Database, decision: Decision): Promise<string> =>
  insertSent(db, decision, {
    state: 'unknown',
    acceptedAt: null,
    providerId: null,
    lastError: 'no answer in time',
  });
