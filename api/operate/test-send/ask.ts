import { v7 } from 'uuid';
import { type Act, recordAct } from '../../../db/access/audit.ts';
import type { Database } from '../../../db/client.ts';
import { insertTestSend, type TestSendRow } from '../../../db/test-sends/test-sends.ts';
import type { CustomerId, StoreId } from '../../../domain/ids.ts';
import type { TestMessage } from '../../../domain/test-send.ts';

export interface TestWish {
  readonly store: StoreId;
  /** As whom. */
  readonly customer: CustomerId;
  readonly message: TestMessage;
  /** To whom it goes. */
  readonly operator: string;
}

/** Asks the worker for a message as the customer would get it now, sent to the operator's own address. */
export const askForTest = async (
  db: Database,
  { store, customer, message, operator }: TestWish,
  { at, actor }: Pick<Act, 'at' | 'actor'>,
): Promise<TestSendRow> =>
  db.transaction(async (queries) => {
    const asked = { storeId: store, customerId: customer, operatorId: operator, askedBy: actor, askedAt: new Date(at) };
    const row = await insertTestSend(queries, { id: v7(), ...asked, message, state: 'asked' });
    const detail = { testSend: row.id, journey: message.journey, step: message.step, operator };
    await recordAct(queries, { at, actor, act: 'message.tested', subject: `customer/${customer}`, store, detail });
    return row;
  });
