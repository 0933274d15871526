import { readOperator } from '../../../db/access/operators.ts';
import { readCustomer } from '../../../db/customers/customers.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import type { Channel } from '../../../domain/journey.ts';
import { forCustomer, readAskedMessage } from '../../journeys/ask-message.ts';
import { askForTest, TooManyTestsError, unreachable } from '../../operate/test-send/ask.ts';
import { specs } from '../../specs.ts';
import { asUuid } from '../page.ts';
import { namedMessage } from '../parts/message-select.tsx';
import type { Act } from './act.ts';
import { refused } from '../forms/refusal.ts';

/** "Send me this message as this customer": to the operator who is signed in. */
export const testSendAct: Act = {
  path: '/customers/:id/test-send',
  async carryOut({ db, clock }, { params, fields, session }) {
    const id = asUuid(params['id']) as CustomerId | undefined;
    const customer = id && (await readCustomer(db, id));
    if (!customer || customer.erasedAt || customer.mergedInto) return undefined;
    const { offer } = fields;
    const read = readAskedMessage({ ...namedMessage(fields['message']), ...(offer && { offer }) }, specs);
    if (!read.ok) return refused(read.flaws);
    const message = await forCustomer(db, read.asked, { store: customer.storeId, customer: id });
    const operator = await readOperator(db, session.operator.name);
    const lacks = unreachable(operator, message.channel);
    if (!operator || lacks) return { problem: `You have ${lacks?.no} yet: ${remedies[message.channel]}` };
    const wish = { store: customer.storeId, customer: id, message, operator: operator.id };
    try {
      const row = await askForTest(db, wish, { at: clock.now(), actor: `operator:${operator.id}` });
      return { to: `/test-sends/${row.id}?store=${encodeURIComponent(row.storeId)}` };
    } catch (error) {
      if (!(error instanceof TooManyTestsError)) throw error;
      return { problem: error.message };
    }
  },
};

const remedies: Readonly<Record<Channel, string>> = {
  email: 'npm run operator -- address, with your name, gives you one.',
  sms: 'npm run operator -- phone, with your name, gives you one.',
  whatsapp: 'npm run operator -- phone, with your name, gives you one.',
};
