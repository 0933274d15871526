-- Where a code stands follows from the messages that carry it and from its redemptions. It is written here, so that
-- no path can forget it: the gate, webhooks, the sweeper, look-ups, an operator, an erasure.

create or replace function settle_offer_code(wanted uuid) returns void
language plpgsql as $$
declare
  code offer_codes;
  accepted_at timestamptz;
  holder uuid;
  is_given boolean;
  is_kept boolean;
  is_reserved boolean;
  used_at timestamptz;
  becomes text;
begin
  -- The lock is a statement of its own: the next one sees what others committed while this waited.
  select * into code from offer_codes where id = wanted for update;
  if not found then return; end if;
  select
    coalesce(bool_or(m.state in ('accepted', 'delivered', 'bounced', 'complained')), false),
    coalesce(bool_or(m.state = 'unknown'), false),
    coalesce(bool_or(m.state = 'claimed'), false),
    min(m.accepted_at),
    (array_agg(m.customer_id order by m.claimed_at))[1]
  into is_given, is_kept, is_reserved, accepted_at, holder
  from offer_code_messages carried join messages m on m.id = carried.message_id
  where carried.code_id = wanted
    and m.state in ('accepted', 'delivered', 'bounced', 'complained', 'unknown', 'claimed');
  select min(at) into used_at from offer_redemptions where code_id = wanted and reopened_at is null;
  becomes := case
    when used_at is not null then 'redeemed'
    when is_given or code.given_at is not null then 'given'
    when is_kept or code.spent then 'kept'
    when is_reserved then 'reserved'
    when code.state = 'leased' then 'leased'
    else 'free'
  end;
  update offer_codes set
    state = becomes,
    redeemed_at = used_at,
    given_at = coalesce(code.given_at, case when is_given then coalesce(accepted_at, code.reserved_at) end),
    customer_id = case when becomes in ('free', 'leased') then null
      when code.spent then code.customer_id else coalesce(code.customer_id, holder) end,
    leased_until = case when becomes = 'leased' then code.leased_until end,
    terms = case when becomes <> 'free' then code.terms end,
    expires_at = case when becomes <> 'free' then code.expires_at end,
    reserved_at = case when becomes not in ('free', 'leased') then code.reserved_at end
  where id = wanted;
end $$;

create or replace function messages_settle_offer_code() returns trigger
language plpgsql as $$
declare
  carried uuid;
begin
  select code_id into carried from offer_code_messages where message_id = new.id;
  if found then perform settle_offer_code(carried); end if;
  return null;
end $$;

-- A claim reserves by itself: until it has, the row may still name the code of an earlier claim.
create or replace trigger messages_settle_offer_code after update of state on messages
  for each row when (old.state is distinct from new.state and new.state <> 'claimed')
  execute function messages_settle_offer_code();

create or replace function redemptions_settle_offer_code() returns trigger
language plpgsql as $$
begin
  perform settle_offer_code(new.code_id);
  return null;
end $$;

create or replace trigger redemptions_settle_offer_code after insert or update of reopened_at on offer_redemptions
  for each row execute function redemptions_settle_offer_code();
