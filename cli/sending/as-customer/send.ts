import { setTimeout as wait } from 'node:timers/promises';
import { forCustomer } from '../../../api/journeys/ask-message.ts';
import { askForTest, unreachable } from '../../../api/operate/test-send/ask.ts';
import { testSendView } from '../../../api/operate/test-send/view.ts';
import { readOperator } from '../../../db/access/operators.ts';
import type { Queries } from '../../../db/client.ts';
import { readTestSend, type TestSendRow } from '../../../db/test-sends/test-sends.ts';
import { formatMoney } from '../../../domain/money.ts';
import { type MessageOptions, MessageOptionsError, withMessage } from './asked.ts';

/** How long the command looks on; the worker goes on by itself. */
const patienceMillis = 30_000;

interface SendOptions extends MessageOptions {
  readonly operator: string;
}

/** `npm run test-send`: the message as the customer would get it now, sent to an operator's own address or number. */
export const send = async ({ operator: name, ...options }: SendOptions): Promise<void> =>
  withMessage(options, async ({ database: { db, clock }, store, customer, asked: named }) => {
    const message = await forCustomer(db, named, { store: store.id, customer });
    const operator = await readOperator(db, name);
    const lacks = unreachable(operator, message.channel);
    if (!operator || lacks) {
      throw new MessageOptionsError(
        [`--operator: no operator ${name} has ${lacks?.an}.`],
        '`npm run operator -- address` gives an operator an address, and `phone` a number.',
      );
    }
    const wish = { store: store.id, customer, message, operator: operator.id };
    const asked = await askForTest(db, wish, { at: clock.now(), actor: 'command:test-send' });
    const row = await untilEnded(db, asked);
    const { state, means, detail, notes, sms, customerWould, rules } = testSendView(row);
    for (const { rule, says, sentence } of rules) console.log(`${says.padEnd(8)}  ${rule}  ${sentence}`);
    for (const note of notes) console.log(`Note: ${note}.`);
    if (sms) {
      const price = formatMoney({ amount: sms.cost ?? 0, currency: store.currency }, 'en');
      console.log(`It took ${sms.segments} ${sms.segments === 1 ? 'segment' : 'segments'}, ${price}.`);
    }
    console.log(`The customer ${customerWould?.says === 'pass' ? 'would' : 'would not'} get it now.`);
    console.log(`${state}: ${means}${detail ? ` (${detail})` : ''}`);
    if (state !== 'sent') process.exitCode = 1;
  });

const untilEnded = async (db: Queries, asked: TestSendRow): Promise<TestSendRow> => {
  const deadline = Date.now() + patienceMillis;
  let row = asked;
  while (row.endedAt === null && Date.now() < deadline) {
    await wait(300);
    row = (await readTestSend(db, asked.storeId, asked.id)) ?? row;
  }
  return row;
};
