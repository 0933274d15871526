import type { FilledTable } from '../filled-table.ts';
import { classOf, customerClasses, draw, email, hashOf, idOf, now, pick, spread, store } from '../terms.ts';

const { agreed, left, bounced, complained } = customerClasses;

/** One of a hundred customers came as two and was merged. */
const mergedShare = 100;

const proof = `'{"how":"box ticked","wording":"Yes, send me news and offers.","version":"2025-01"}'::jsonb`;

/** Customers, how they are known, what they agreed to and what they did themselves. */
export const people: readonly FilledTable[] = [
  {
    table: 'customers',
    numbers: ({ customers }) => customers,
    columns: 'id, store_id, first_name, locale, address, created_at',
    select: ({ customers }, numbers) => `
      select ${idOf('customer', 'n')}, ${store}, (array['Ada', 'Louis', 'Zoé', 'Karim', 'Inès', 'Hugo'])[${draw('n', 10, 6)} + 1],
        ${pick('n', 11, { fr: 8, en: 2 })},
        jsonb_build_object('country', 'FR', 'postalCode', lpad((1000 + ${draw('n', 12, 94_000)})::text, 5, '0')),
        ${spread('n', customers, 1_000)} - interval '1 day'
      from ${numbers}`,
  },
  {
    table: 'customers',
    numbers: ({ customers }) => Math.floor(customers / mergedShare),
    columns: 'id, store_id, merged_into, created_at',
    select: ({ customers }, numbers) => `
      select ${idOf('merged', 'n')}, ${store}, ${idOf('customer', `n * ${mergedShare} + 7`)},
        ${spread(`n * ${mergedShare} + 7`, customers, 1_000)}
      from ${numbers}`,
  },
  {
    table: 'customer_aliases',
    numbers: ({ customers }) => customers,
    columns: 'store_id, kind, value, customer_id, seen_at',
    select: (_shape, numbers) => `
      select ${store}, alias.kind, alias.value, ${idOf('customer', 'n')}, ${now} - ${draw('n', 13, 900)} * interval '1 day'
      from ${numbers} cross join lateral (values
        ('email', ${email('n')}, 100), ('id', 'customer-' || n, 70), ('phone', '+336' || lpad(n::text, 8, '0'), 25)
      ) alias (kind, value, share)
      where ${draw('n', 14, 100)} < alias.share`,
  },
  {
    table: 'consents',
    numbers: ({ customers }) => customers,
    columns: 'store_id, customer_id, channel, purpose, list, state, at, source, proof',
    select: ({ customers }, numbers) => `
      select ${store}, ${idOf('customer', 'n')}, 'email', 'marketing', act.list, act.state,
        ${spread('n', customers, 1_000)} + act.after, 'newsletter form', ${proof}
      from ${numbers} cross join lateral (values
        ('', 'granted', interval '0 days', ${classOf('n')} < ${complained}),
        ('sales', 'granted', interval '1 hour', ${classOf('n')} < ${agreed} and ${draw('n', 15, 4)} = 0),
        ('', 'withdrawn', interval '20 hours', ${classOf('n')} between ${agreed} and ${left - 1})
      ) act (list, state, after, is_meant)
      where act.is_meant`,
  },
  {
    table: 'suppressions',
    numbers: ({ customers }) => customers,
    columns: 'store_id, channel, address, reason, purpose, at',
    select: (_shape, numbers) => `
      select ${store}, 'email', ${email('n')},
        case when ${classOf('n')} < ${left} then 'unsubscribed' when ${classOf('n')} < ${bounced} then 'bounced' else 'complained' end,
        case when ${classOf('n')} < ${left} then 'marketing' else 'all' end,
        ${now} - ${draw('n', 16, 300)} * interval '1 day'
      from ${numbers} where ${classOf('n')} between ${agreed} and ${complained - 1}`,
  },
  {
    table: 'last_contacts',
    numbers: ({ customers }) => customers,
    columns: 'store_id, customer_id, kind, at',
    select: (_shape, numbers) => `
      select ${store}, ${idOf('customer', 'n')}, kind, ${now} - (1 + ${draw('n', 17, 150)}) * interval '1 day'
      from ${numbers} cross join unnest(array['account', 'cart', 'purchase', 'click']) kind`,
  },
  {
    table: 'confirmations',
    numbers: ({ signUps }) => signUps,
    columns:
      'token, store_id, customer_id, channel, purpose, address, asked_at, source, proof, network_hash, expires_at, confirmed_at',
    select: ({ customers, signUps }, numbers) => `
      select ${idOf('sign-up', 'n')}, ${store}, ${idOf('customer', `n * 20 % ${customers}`)}, 'email', 'marketing',
        ${email(`n * 20 % ${customers}`)}, ${spread('n', signUps, 30)}, 'newsletter form', ${proof},
        ${hashOf(`('network ' || n % 1000)`)}, ${spread('n', signUps, 30)} + interval '2 days',
        case when n % 3 < 2 then ${spread('n', signUps, 30)} + interval '1 hour' end
      from ${numbers}`,
  },
  {
    table: 'unplaced_acceptances',
    numbers: ({ customers }) => Math.ceil(customers / 100),
    columns: 'provider, provider_id, channel, address_hash, accepted_at',
    select: (_shape, numbers) => `
      select 'resend', 'unplaced-' || n, 'email', ${hashOf(email('n * 100'))}, ${now} - interval '20 days'
      from ${numbers}`,
  },
];
