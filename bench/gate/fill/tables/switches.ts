import type { FilledTable } from '../filled-table.ts';
import { ledgerDays } from '../shape.ts';
import { hashOf, idOf, now, store } from '../terms.ts';

/** What is counted of a shop, and what its people switched and said: as much in a small one as in a large one, but for the counts. */
export const switches: readonly FilledTable[] = [
  {
    table: 'sending_counts',
    columns: 'store_id, hour, journey, channel, part, accepted, bounced, complained',
    select: () => `
      select store_id, date_trunc('hour', accepted_at), journey, channel, hashtext(id::text) & 3, count(*),
        count(*) filter (where state = 'bounced'), count(*) filter (where state = 'complained')
      from messages where accepted_at is not null group by 1, 2, 3, 4, 5`,
  },
  {
    table: 'average_days',
    columns: 'store_id, channel, day, accepted',
    select: () => `
      select ${store}, 'email', date_trunc('day', hour, 'UTC'), sum(accepted) from sending_counts group by 3`,
  },
  {
    table: 'brakes',
    columns: 'id, store_id, channel, journey, metric, level, events, accepted, since, until',
    select: () => `
      select ${idOf('brake', 'n')}, ${store}, 'email', case n % 2 when 0 then '*' else 'winBack' end, 'bounces', 'warn', 9, 400,
        ${now} - n * interval '1 day' - interval '1 hour', ${now} - n * interval '1 day'
      from generate_series(1, 200) n`,
  },
  {
    table: 'brake_releases',
    columns: 'id, store_id, channel, journey, until, released_at, released_by, why',
    select: () => `
      select ${idOf('release', 'n')}, ${store}, 'email', '*', ${now} - n * interval '1 day', ${now} - n * interval '1 day',
        'command:bench', 'a bench' from generate_series(1, 100) n`,
  },
  {
    table: 'volume_approvals',
    columns: 'id, store_id, channel, daily, until, approved_at, approved_by, why',
    select: () => `
      select ${idOf('approval', 'n')}, ${store}, 'email', 20000, ${now} - n * interval '1 day', ${now} - n * interval '2 days',
        'command:bench', 'a bench' from generate_series(1, 100) n`,
  },
  {
    table: 'pauses',
    columns: `id, store_id, journey, channel, purpose, step, season, rule, spread_seconds, since, paused_by, why, lifted_at,
      lifted_by`,
    select: () => `
      select ${idOf('pause', 'n')}, ${store}, case n % 2 when 0 then '*' else 'cartAbandonment' end, '*', '*', '*', '*', 'shift', 600,
        ${now} - n * interval '2 days', 'command:bench', 'a bench', ${now} - n * interval '2 days' + interval '1 hour', 'command:bench'
      from generate_series(1, 200) n`,
  },
  {
    table: 'allowlist',
    columns: 'store_id, kind, value, added_at, added_by, why',
    select: () => `
      select ${store}, 'address', ${hashOf(`('tester' || n || '@shop.example')`)}, ${now}, 'command:bench', 'a bench'
      from generate_series(1, 50) n`,
  },
  {
    table: 'policy_versions',
    columns: 'id, store_id, section, version, body, effective_at, saved_by, saved_at',
    // What a marketer saved before: none of it holds any more.
    select: () => `
      select ${idOf('version', "section || '/' || version || '/' || n")}, store_id, section, version * 1000 + n, body,
        effective_at - n * interval '1 day', 'command:bench', saved_at
      from policy_versions cross join generate_series(1, 20) n where version < 1000 on conflict do nothing`,
  },
  {
    table: 'ramp_blocks',
    columns: 'store_id, domain, provider, day, block, step, capacity, taken',
    select: () => `
      select ${store}, 'shop.example', 'bench', to_char(${now} - (${ledgerDays} - day) * interval '1 day', 'YYYY-MM-DD'), block, day, 100, 90
      from generate_series(1, 28) day, generate_series(0, 15) block`,
  },
  {
    table: 'ramp_takes',
    columns: 'message_id, domain, provider, day, block',
    select: ({ runsADay }) => `
      select ${idOf('message', 'n * 3')}, 'shop.example', 'bench', to_char(${now} - interval '299 days', 'YYYY-MM-DD'), n % 16
      from generate_series(0, ${runsADay - 1}) n`,
  },
];
