import type { FilledTable } from '../filled-table.ts';
import type { ShopShape } from '../shape.ts';
import { steps } from '../shape.ts';
import { draw, idOf, now, ownerOf, pick, startOf, store } from '../terms.ts';

/** The run whose third message carried the code. */
const carrier = (n: string, { runs, runsADay, codes }: ShopShape): string =>
  `(((${n})::bigint * ${Math.max(1, Math.floor((runs - 3 * runsADay) / codes.given))}) % ${runs - 3 * runsADay})`;

const terms = `'{"gives":{"kind":"percent","percent":10}}'::jsonb`;

/** Codes that were given, and the pool of those that were not. */
export const offers: readonly FilledTable[] = [
  {
    table: 'offer_codes',
    numbers: ({ codes }) => codes.given,
    columns: `id, store_id, offer, code, source, state, leased_for, customer_id, terms, expires_at, reserved_at, given_at,
      redeemed_at, created_at`,
    select: (shape, numbers) => `
      select ${idOf('code', 'n')}, ${store}, 'cartTen', 'GIVEN-' || n, 'pool', state, 'step/' || n,
        ${idOf('customer', ownerOf('run', shape))}, ${terms}, at + interval '7 days', at, at,
        case when state = 'redeemed' then at + interval '1 day' end, at
      from ${numbers} cross join lateral (select ${carrier('n', shape)} as run) carrier
        cross join lateral (select ${startOf('run', shape)} + interval '2 days' as at,
          ${pick('n', 50, { given: 70, redeemed: 28, kept: 2 })} as state) code`,
  },
  {
    table: 'offer_codes',
    numbers: ({ codes }) => codes.free,
    columns: 'id, store_id, offer, code, source, state, created_at',
    select: (_shape, numbers) => `
      select ${idOf('free code', 'n')}, ${store}, 'cartTen', 'FREE-' || n, 'pool', 'free', ${now} - interval '90 days'
      from ${numbers}`,
  },
  {
    table: 'offer_code_messages',
    numbers: ({ codes }) => codes.given,
    columns: 'message_id, code_id',
    select: (shape, numbers) => `
      select ${idOf('message', `${carrier('n', shape)} * ${steps.length} + 2`)}, ${idOf('code', 'n')} from ${numbers}`,
  },
  {
    table: 'offer_redemptions',
    numbers: ({ codes }) => codes.given,
    columns: 'id, store_id, code_id, order_id, customer_id, at, stranger',
    select: (shape, numbers) => `
      select ${idOf('redemption', 'n')}, ${store}, ${idOf('code', 'n')}, ${idOf('order', draw('n', 51, shape.orders))},
        ${idOf('customer', ownerOf(carrier('n', shape), shape))}, ${now} - ${draw('n', 52, 200)} * interval '1 day', false
      from ${numbers} where ${pick('n', 50, { given: 70, redeemed: 28, kept: 2 })} = 'redeemed'`,
  },
];
