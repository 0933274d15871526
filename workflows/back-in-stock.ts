import { alertCancelled, backInStockAgain, productTaken, wishlistRemoved } from './core/events.ts';
import { journey } from './core/journey.ts';

/** Tells that a product can be bought again: who asked, whatever they agreed to, and who wished for it or left it in a cart. */
export const backInStock = journey(
  {
    name: 'backInStock',
    trigger: backInStockAgain,
    subject: 'productId',
    reentry: 'always',
    // Not by an order of something else: who asked about this one still wants to know.
    exitOn: [productTaken.by('productId'), wishlistRemoved.by('productId'), alertCancelled.by('productId')],
    purpose: 'marketing',
    rank: 'alert',
    cadence: { alert: '0s' },
    expires: '1 day',
    maxAge: '3 days',
    goal: { kind: 'purchase' },
    needs: ['email', 'title', 'price', 'stock', 'picture', 'page'],
    owner: 'CRM',
    reviewBy: '2027-03-31',
    begins: 'off',
  },
  async (j) => {
    if (!(await j.reach('alert'))) return;
    // What somebody asked for is the answer to them, and no marketing.
    const purpose = j.event.interest === 'asked' ? 'transactional' : 'marketing';
    await j.send('email', 'alert/back-in-stock', { purpose });
  },
);
