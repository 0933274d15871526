import { readOperator } from '../../../db/access/operators.ts';
import { readCustomer } from '../../../db/customers/customers.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import { flawsOf } from '../../events/flaw.ts';
import { askForTest } from '../../operate/test-send/ask.ts';
import { testWish } from '../../operate/test-send/wish.ts';
import { specs } from '../../specs.ts';
import { asUuid } from '../page.ts';
import type { Act } from './act.ts';

/** "Send me this message as this customer": to the operator who is signed in. */
export const testSendAct: Act = {
  path: '/customers/:id/test-send',
  async carryOut({ db, clock }, { params, fields, session }) {
    const id = asUuid(params['id']) as CustomerId | undefined;
    const customer = id && (await readCustomer(db, id));
    if (!customer || customer.erasedAt || customer.mergedInto) return undefined;
    const { journey, template, offer } = fields;
    // Whom it is about is known from the page.
    const wish = { customer: { id: '-' }, journey, template, operator: session.operator.name };
    const read = testWish(specs).safeParse({ ...wish, ...(offer && { offer }) });
    if (!read.success) {
      return {
        problem: flawsOf(read.error)
          .map(({ field, problem }) => `${field}: ${problem}`)
          .join('; '),
      };
    }
    const operator = await readOperator(db, session.operator.name);
    if (!operator?.email) {
      return { problem: 'You have no address yet: npm run operator -- address, with your name, gives you one.' };
    }
    const asked = { store: customer.storeId, customer: id, message: read.data.message, operator: operator.id };
    const row = await askForTest(db, asked, { at: clock.now(), actor: `operator:${operator.id}` });
    return { to: `/test-sends/${row.id}?store=${encodeURIComponent(row.storeId)}` };
  },
};
