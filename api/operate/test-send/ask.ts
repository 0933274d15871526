import { v7 } from 'uuid';
import { type Act, recordAct } from '../../../db/access/audit.ts';
import type { OperatorRow } from '../../../db/access/operators.ts';
import type { Database } from '../../../db/client.ts';
import { countLately, insertTestSend, type TestSendRow } from '../../../db/test-sends/test-sends.ts';
import type { CustomerId, StoreId } from '../../../domain/ids.ts';
import type { Channel } from '../../../domain/journey.ts';
import { type TestMessage, testsAnHour } from '../../../domain/test-send.ts';

export interface TestWish {
  readonly store: StoreId;
  /** As whom. */
  readonly customer: CustomerId;
  readonly message: TestMessage;
  /** To whom it goes. */
  readonly operator: string;
}

/**
 * Asks the worker for a message as the customer would get it now, sent to the operator's own address or number.
 *
 * @throws TooManyTestsError
 */
export const askForTest = async (
  db: Database,
  { store, customer, message, operator }: TestWish,
  { at, actor }: Pick<Act, 'at' | 'actor'>,
): Promise<TestSendRow> =>
  db.transaction(async (queries) => {
    const { channel } = message;
    if ((await countLately(queries, operator, channel)) >= testsAnHour[channel]) throw new TooManyTestsError(channel);
    const asked = { storeId: store, customerId: customer, operatorId: operator, askedBy: actor, askedAt: new Date(at) };
    const row = await insertTestSend(queries, { id: v7(), ...asked, message, state: 'asked' });
    const detail = { testSend: row.id, journey: message.journey, step: stepOf(message), channel, operator };
    await recordAct(queries, { at, actor, act: 'message.tested', subject: `customer/${customer}`, store, detail });
    return row;
  });

/** The step by which a journey sends it the first time. */
export const stepOf = ({ template }: Pick<TestMessage, 'template'>): string => `${template}#1`;

const reached = {
  email: { field: 'email', lacks: { no: 'no address', an: 'an address' } },
  sms: { field: 'phone', lacks: { no: 'no phone number', an: 'a phone number' } },
  whatsapp: { field: 'phone', lacks: { no: 'no phone number', an: 'a phone number' } },
} as const satisfies Record<Channel, unknown>;

/** What an operator lacks to get a test by the channel, in words; undefined: nothing. */
export const unreachable = (operator: Pick<OperatorRow, 'email' | 'phone'> | undefined, channel: Channel) =>
  operator?.[reached[channel].field] ? undefined : reached[channel].lacks;

/** Thrown when an operator asks for more than may be sent to them in an hour. Nothing was asked for. */
export class TooManyTestsError extends Error {
  override readonly name = 'TooManyTestsError';
  readonly code = 'TOO_MANY_TESTS';
  constructor(channel: Channel) {
    super(
      `Nothing was sent: an operator gets at most ${testsAnHour[channel]} tests by ${channel} in an hour. Look at the message without sending it, or wait.`,
    );
  }
}
