import type { FilledTable } from '../filled-table.ts';
import { steps } from '../shape.ts';
import { draw, hashOf, idOf, now, ownerOf, pick, runId, startOf, store } from '../terms.ts';

/** How long facts are kept, in days. */
const factsDays = 30;

/** The bytes of older messages are left out: they are 7 kB each, and no decision reads another message's. */
const bytesDays = 3;

const journeyOf = (run: string): string =>
  pick(run, 40, {
    cartAbandonment: 45,
    browseAbandonment: 12,
    welcome: 10,
    postPurchase: 12,
    replenishment: 8,
    winBack: 6,
    newsletter: 7,
  });
const rankOf = (journey: string): string => `(case ${journey} when 'postPurchase' then 'post-purchase'
  when 'replenishment' then 'replenishment' when 'winBack' then 'win-back' when 'newsletter' then 'newsletter' else 'cart' end)`;

const isOver = `started < ${now} - interval '3 days'`;

/**
 * Runs, and their messages in the order in which they were decided. The verdicts, facts and bytes of a message are those
 * of one that the gate really decided (`filling.prototypes`); facts and bytes of the last days only.
 */
export const ledger: readonly FilledTable[] = [
  {
    table: 'runs',
    numbers: ({ runs }) => runs,
    columns: `id, store_id, journey, customer_id, subject, episode, rank, purpose, event, started_at, touched_at, due_at,
      state, outcome, sent, closed_at`,
    select: (shape, numbers) => `
      select ${runId('n', shape)}, ${store}, journey, ${idOf('customer', ownerOf('n', shape))}, ${idOf('cart', 'n')}::text, 1,
        ${rankOf('journey')}, 'marketing', jsonb_build_object('cartId', ${idOf('cart', 'n')}), started, started,
        started + interval '1 hour', case when ${isOver} then 'closed' else 'open' end, case when ${isOver} then 'completed' end,
        2, case when ${isOver} then started + interval '3 days' end
      from ${numbers} cross join lateral (select ${startOf('n', shape)} as started, ${journeyOf('n')} as journey) run`,
  },
  {
    table: 'messages',
    numbers: ({ runs }) => runs,
    columns: `id, store_id, run_id, journey, customer_id, step, channel, template, purpose, rank, state, reason, due_at,
      expires_at, not_before, decided_at, verdicts, facts, policy_versions, key, claimed_at, link_token, frozen, body_hash,
      provider, attempts, provider_id, accepted_at, settled_at`,
    select: (shape, numbers) => `
      select ${idOf('message', `run * ${steps.length} + turn`)}, ${store}, run_id, journey,
        ${idOf('customer', ownerOf('run', shape))}, proto.template || '#1', 'email', proto.template,
        'marketing', ${rankOf('journey')}, state,
        case state when 'withheld' then 'recent_buyer' when 'failed' then 'gave_up' when 'planned' then 'quiet_hours' end,
        at, at + interval '12 hours', case when state = 'planned' then ${now} + interval '2 hours' end, at,
        proto.verdicts, case when at > ${now} - interval '${factsDays} days' then proto.facts end, proto.policy_versions,
        run_id || '/' || proto.template || '#1/email', case when went then at end,
        case when went then ${idOf('link', `run * ${steps.length} + turn`)} end,
        case when went and at > ${now} - interval '${bytesDays} days' then proto.frozen end,
        case when went then ${hashOf('run_id::text')} end, case when went then 'bench' end, went::int,
        case when went and state <> 'unknown' then ${idOf('accepted', `run * ${steps.length} + turn`)}::text end,
        case when went and state <> 'unknown' then at + interval '1 second' end,
        case when state in ('delivered', 'bounced', 'complained') then at + interval '1 minute' end
      from ${numbers}
        cross join generate_series(0, ${steps.length - 1}) turn
        -- "offset 0": what is used several times is computed once.
        -- Each step a day after the one before: so late is what a run of earlier says now.
        cross join lateral (select n - turn * ${shape.runsADay} as run offset 0) earlier
        cross join lateral (
          select ${runId('run', shape)} as run_id, ${startOf('run', shape)} + turn * interval '1 day' as at, ${journeyOf('run')} as journey
          offset 0
        ) its
        cross join lateral (select case when n >= ${shape.runs - Math.ceil(shape.runsADay / 2)} and ${draw('run', 41, 5)} = 0
          then 'planned' else ${pick(`run * ${steps.length} + turn`, 42, {
            delivered: 6_800,
            accepted: 600,
            bounced: 60,
            complained: 2,
            unknown: 1,
            failed: 40,
            withheld: 2_497,
          })} end as state offset 0) fate
        cross join lateral (select state not in ('planned', 'withheld', 'failed') as went) given
        join (select place, template, verdicts, facts, frozen, policy_versions from filling.prototypes) proto on proto.place = turn.turn
      where run >= 0`,
  },
];
