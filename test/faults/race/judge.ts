import type postgres from 'postgres';
import type { RecordedAcceptance } from '../cast/acceptance.ts';

/** What a race came to. Durations in milliseconds. */
export interface RaceTally {
  readonly pairs: number;
  /** Pairs whose message was claimed, and accepted by the provider. */
  readonly claimed: number;
  /** Pairs whose message the gate withheld because of the purchase, or whose run the purchase ended before. */
  readonly withheld: number;
  /** Messages claimed in a transaction that committed after the purchase's: each is a broken promise. */
  readonly wrong: number;
  /** Of `wrong`: accepted, by the provider's own record. */
  readonly wrongAccepted: number;
  /** Claimed before the purchase and accepted after it: the window that no shop can close. */
  readonly inWindow: number;
  /** Of every claimed message: from the claim's commit to the acceptance. */
  readonly claimToAcceptance: readonly number[];
  /** Of those in the window: from the purchase's commit to the acceptance. */
  readonly purchaseToAcceptance: readonly number[];
  /** What the three lists do not agree on, in words. */
  readonly failures: readonly string[];
}

/** Server setting without which the judge cannot work: PostgreSQL then keeps the instant of each commit. */
export const judgeSetting = 'track_commit_timestamp=on';

/**
 * Notes the transaction of every claim in a table of the judge's own: the ledger's row is written again
 * when the provider accepts. A purchase's row is never written again.
 */
export const installJudge = async (sql: postgres.Sql): Promise<void> => {
  await sql`create table race_claims (run_id uuid not null, key text not null)`;
  await sql`create index on race_claims (run_id)`;
  await sql.unsafe(`
    create function race_note_claim() returns trigger language plpgsql as $$
    begin
      if new.state = 'claimed' and (tg_op = 'INSERT' or old.state <> 'claimed') then
        insert into race_claims values (new.run_id, new.key);
      end if;
      return null;
    end $$;
    create trigger race_note_claim after insert or update on messages for each row execute function race_note_claim();`);
};

interface PairRow {
  readonly run: string;
  readonly purchased: number | null;
  readonly claims: { readonly key: string; readonly at: number }[] | null;
  readonly stopped: boolean;
  readonly states: { readonly state: string; readonly reason: string | null }[] | null;
}

/**
 * Compares the commits of purchases and claims, in PostgreSQL's own order (`pg_xact_commit_timestamp`), with
 * what the provider accepted. Both sides of a pair commit under one lock, so that their instants never tie.
 */
export const judgeRace = async (
  sql: postgres.Sql,
  acceptances: readonly RecordedAcceptance[],
  since: Date,
): Promise<RaceTally> => {
  const rows = await sql<PairRow[]>`
    select r.id as run, r.state = 'closed' and r.exit_event = 'order.placed' as stopped,
      (select extract(epoch from min(pg_xact_commit_timestamp(p.xmin)))::float8 * 1000 from purchases p
        where p.customer_id = r.customer_id) as purchased,
      (select json_agg(json_build_object('key', c.key,
          'at', extract(epoch from pg_xact_commit_timestamp(c.xmin))::float8 * 1000))
        from race_claims c where c.run_id = r.id) as claims,
      (select json_agg(json_build_object('state', m.state, 'reason', m.reason)) from messages m
        where m.run_id = r.id) as states
    from runs r where r.started_at >= ${since.toISOString()}`;
  const acceptedAt = new Map(acceptances.map((one) => [one.key, one.acceptedAt]));
  const failures: string[] = [];
  const claimToAcceptance: number[] = [];
  const purchaseToAcceptance: number[] = [];
  let [claimed, withheld, wrong, wrongAccepted] = [0, 0, 0, 0];

  for (const { run, purchased, claims, states, stopped } of rows) {
    if (purchased === null) failures.push(`run ${run} has no purchase`);
    if (!states && !stopped) failures.push(`run ${run} was never decided`);
    const open = states?.find(({ state }) => ['planned', 'claimed', 'failed'].includes(state));
    if (open) failures.push(`run ${run} was left ${open.state} (${open.reason})`);
    if (claims) claimed += 1;
    else if (stopped || states?.some(({ state, reason }) => state === 'withheld' && reason === 'bought')) withheld += 1;
    for (const { key, at } of claims ?? []) {
      const accepted = acceptedAt.get(key);
      if (purchased !== null && at > purchased) {
        wrong += 1;
        if (accepted !== undefined) wrongAccepted += 1;
        continue;
      }
      if (accepted === undefined) continue;
      claimToAcceptance.push(accepted - at);
      if (purchased !== null && accepted > purchased) purchaseToAcceptance.push(accepted - purchased);
    }
  }
  const known = new Set(rows.flatMap(({ claims }) => (claims ?? []).map(({ key }) => key)));
  const runs = new Set(rows.map(({ run }) => run));
  for (const { key } of acceptances) {
    if (runs.has(key.split('/')[0]!) && !known.has(key)) failures.push(`${key} was accepted and never claimed`);
  }
  if (new Set(acceptances.map(({ key }) => key)).size < acceptances.length) failures.push('a key was accepted twice');
  return {
    pairs: rows.length,
    claimed,
    withheld,
    wrong,
    wrongAccepted,
    inWindow: purchaseToAcceptance.length,
    claimToAcceptance,
    purchaseToAcceptance,
    failures,
  };
};
