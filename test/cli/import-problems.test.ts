import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { inbox, orders } from '../../db/schema/index.ts';
import { useImport } from './use-import.ts';

const { intake, importing } = useImport();

const orderHeader =
  'order_id,customer_id,email,placed_at,product_id,quantity,unit_price,total,currency,status,status_at';

test('each wrong cell is named by line and column, and the other rows are imported', async () => {
  const { accepted, rows, problems, told } = await importing('orders.csv', [
    orderHeader,
    'o1,c9,,2025-01-01,sku,1,1.00,1.00,EUR,,',
    '',
    'o2,c9,,yesterday,sku,1,1.00,1.00,EUR,,',
    'o3,c9,,2025-02-30,sku,1,1.00,1.00,EUR,,',
    'o4,c9,,2025-01-01,sku,1,1.005,1.00,EUR,,',
    'o5,c9,,2025-01-01,sku,1,"1.234,50",1.00,EUR,,',
    'o6,,,2025-01-01,sku,1,1.00,1.00,EUR,,',
    'o7,c9,,2025-01-01,sku,1,1.00,-1,EUR,,',
    'o8,c9,ada(at)shop.example,2025-01-01,sku,1,1.00,1.00,EUR,,',
    'o9,c9,,2025-01-01,sku,two,1.00,1.00,EUR,,',
    'o10,c9,,2025-01-01,sku,1,1.00,1.00,euro,,',
    'o11,c9,,2025-01-01,sku,1,1.00,1.00,EUR,lost,',
    'o12,c9,,2025-01-01,sku,1,1.00,1.00,EUR,cancelled,',
    'o13,c9,,2025-01-01,sku,1,1.00,,EUR,,',
    'o14,c9,,2025-01-01,sku,1',
    'o15,c9,,2199-01-01,sku,1,1.00,1.00,EUR,,',
    'o16,c9,,2025-01-01,sku,1,1.00,1.00,EUR,,',
  ]);
  expect(told).toEqual([
    expect.stringMatching(/^4: placed_at: "yesterday" is not a date/),
    expect.stringMatching(/^5: placed_at: "2025-02-30" is not a date/),
    '6: unit_price: "1.005" is not an amount in EUR; write for example 19.90',
    '7: unit_price: "1.234,50" is not an amount in EUR; write for example 19.90',
    '8: name the customer: customer_id, email, phone, anonymous_id',
    '9: total: "-1" is not an amount in EUR; write for example 19.90',
    '10: email: must be an e-mail address',
    '11: quantity: "two" is not a whole number',
    '12: currency: "euro" is not a currency; write ISO 4217 such as EUR',
    '13: status: write placed, shipped, delivered, returned, cancelled or nothing',
    '14: status_at: is empty',
    '15: total: is empty',
    '16: has 6 cells, the header has 11',
    '17: placed_at: must be between 2000 and 2100',
  ]);
  expect({ accepted, rows, problems }).toEqual({ accepted: 2, rows: 16, problems: 14 });
});

test('an order with one wrong row is left out whole, and told at that row', async () => {
  const { told, accepted } = await importing('orders-rows.csv', [
    orderHeader,
    'p1,c9,,2025-01-01,sku-1,1,1.00,3.00,EUR,,',
    'p1,,,,sku-2,0,2.00,,,,',
    'p2,c9,,2025-01-01,sku-1,1,1.00,3.00,EUR,,',
    'p2,,,,sku-2,1',
    'p3,c9,,2025-01-01,sku-1,1,1.00,3.00,EUR,,',
    'p3,c8,,2025-01-01,sku-2,1,2.00,3.00,EUR,,',
    'p4,c9,,2025-01-01,sku-1,1,1.00,3.00,EUR,,',
    'p4,,,,,1,2.00,3.00,EUR,,',
    'p5,c9,,,sku-1,1,1.00,3.00,EUR,,',
    'p5,,ada(at)shop.example,2025-01-01,sku-2,1,2.00,3.00,EUR,,',
  ]);
  expect(told).toEqual([
    expect.stringMatching(/^3: quantity: /),
    '5: has 6 cells, the header has 11',
    '7: customer_id: is another one above in the same order, which begins in line 6',
    '9: product_id: is empty',
    '11: email: must be an e-mail address',
  ]);
  expect(accepted).toBe(0);
});

test('an order whose rows are in several places is left out whole, then imported when they are together', async () => {
  const rows = [
    'q1,c9,,2025-01-01,sku-1,1,1.00,3.00,EUR,,',
    'q2,c9,,2025-01-01,sku-1,1,1.00,1.00,EUR,,',
    'q1,,,,sku-2,1,2.00,,,,',
  ];
  const apart = await importing('orders-apart.csv', [orderHeader, ...rows]);
  expect(apart.accepted).toBe(1);
  expect(apart.told).toEqual([
    '2: order_id: q1 has rows in several places of the file; put them together, sorted by order_id',
    '4: order_id: q1 has rows in several places of the file; put them together, sorted by order_id',
  ]);
  const together = await importing('orders-together.csv', [orderHeader, ...rows.toSorted()]);
  expect(together).toMatchObject({ accepted: 1, known: 1, told: [] });
  const [kept] = await intake.db.select().from(orders).where(eq(orders.externalId, 'q1'));
  expect(kept!.lines).toHaveLength(2);
});

test('stray quotes, line breaks in a cell, a byte order mark and Windows line ends do no harm', async () => {
  const lines = ['customer_id,first_name', 'd1,"Ada\r\nLovelace"', 'd2,Bob "the" builder', '"d3"x,Eve', ' d4 , Zoé '];
  const { told, accepted } = await importing('customers-quotes.csv', Buffer.from(`\uFEFF${lines.join('\r\n')}`));
  expect({ told, accepted }).toEqual({ told: [], accepted: 4 });
  const again = await importing('customers-lines.csv', [
    'customer_id,first_name,locale',
    'd5,"Ada',
    'Lovelace",fr',
    'd6,Bob,german',
  ]);
  expect(again.told).toEqual([expect.stringMatching(/^4: locale: /)]);
});

test('a quote that is never closed is told where it is opened; what was before it is imported', async () => {
  const endless = Array.from({ length: 50_000 }, (_, index) => `e${index},Bob`);
  for (const rest of [['e2,Bob'], endless]) {
    const { told } = await importing('customers-open.csv', ['customer_id,first_name', 'e1,Ada', 'e2,"Bob', ...rest]);
    expect(told).toEqual(['3: a quote is opened here and not closed; from here on nothing was read']);
  }
  expect(await intake.db.$count(inbox, eq(inbox.type, 'customer.created'))).toBeGreaterThan(0);
});

test('text that is not UTF-8 is told', async () => {
  const { told, accepted } = await importing(
    'customers-latin.csv',
    Buffer.from('customer_id,first_name\nf1,Ada\nf2,Zo\xe9\n', 'latin1'),
  );
  expect(told).toEqual(['3: first_name: is not UTF-8; save the file as CSV in UTF-8']);
  expect(accepted).toBe(1);
});

test('a header that does not fit is refused with what is known', async () => {
  await expect(importing('customers-h.csv', ['customer_id,e_mail,City', 'c1,x,y'])).rejects.toThrow(
    /unknown columns: e_mail, city\n[^]*known columns: customer_id, email/,
  );
  await expect(importing('orders-h.csv', ['order_id,order_id', 'o1,o1'])).rejects.toThrow(
    /columns given twice: order_id\n[^]*missing columns: placed_at, total\n[^]*at least one of customer_id/,
  );
  await expect(importing('products-h.csv', Buffer.from(''))).rejects.toThrow('is empty');
  await expect(importing('people.csv', ['id', '1'])).rejects.toThrow('Say it with --kind: customers, products');
});
