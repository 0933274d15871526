-- The ledger's state machine (domain/message-state.ts), enforced where no caller can forget it.
-- A test compares both, pair by pair.

create or replace function messages_check_state() returns trigger
language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if new.key <> old.key then
      raise exception using
        errcode = 'check_violation', table = 'messages', constraint = 'messages_key_stays',
        message = format('message %s keeps its idempotency key', old.id);
    end if;
    if new.state <> old.state and not (case old.state
      when 'planned' then new.state in ('claimed', 'withheld', 'failed', 'accepted', 'delivered', 'bounced', 'complained')
      when 'claimed' then new.state in ('planned', 'failed', 'unknown', 'accepted', 'delivered', 'bounced', 'complained')
      when 'unknown' then new.state in ('failed', 'accepted', 'delivered', 'bounced', 'complained')
      when 'withheld' then new.state in ('accepted', 'delivered', 'bounced', 'complained')
      when 'failed' then new.state in ('accepted', 'delivered', 'bounced', 'complained')
      when 'accepted' then new.state in ('delivered', 'bounced', 'complained')
      when 'delivered' then new.state in ('bounced', 'complained')
      when 'bounced' then new.state in ('complained')
      else false
    end) then
      raise exception using
        errcode = 'check_violation', table = 'messages', constraint = 'messages_transition',
        message = format('message %s cannot go from %s to %s', old.id, old.state, new.state);
    end if;
    -- A standing claim repeats the same bytes under the same key at the same provider.
    if new.state = 'claimed' and old.state = 'claimed' and
      (new.claimed_at, new.body_hash, new.provider) is distinct from (old.claimed_at, old.body_hash, old.provider)
    then
      raise exception using
        errcode = 'check_violation', table = 'messages', constraint = 'messages_claim_stays',
        message = format('message %s is claimed: its first attempt, body and provider stay', old.id);
    end if;
  end if;
  if new.state not in
    ('planned', 'claimed', 'accepted', 'delivered', 'bounced', 'complained', 'withheld', 'failed', 'unknown')
  then
    raise exception using
      errcode = 'check_violation', table = 'messages', constraint = 'messages_state_known',
      message = format('message %s cannot have the state %s', new.id, new.state);
  end if;
  if new.state = 'claimed' and (new.claimed_at is null or new.body_hash is null or new.provider is null) then
    raise exception using
      errcode = 'check_violation', table = 'messages', constraint = 'messages_claim_complete',
      message = format('message %s cannot be claimed without claimed_at, body_hash and provider', new.id);
  end if;
  -- Erasing a customer may take the bytes away later: the claim is then given up.
  if new.state = 'claimed' and new.frozen is null and (tg_op = 'INSERT' or old.state <> 'claimed') then
    raise exception using
      errcode = 'check_violation', table = 'messages', constraint = 'messages_claim_frozen',
      message = format('message %s cannot be claimed without its frozen bytes', new.id);
  end if;
  if new.state in ('accepted', 'delivered', 'bounced', 'complained') and new.provider_id is null then
    raise exception using
      errcode = 'check_violation', table = 'messages', constraint = 'messages_accepted_by_id',
      message = format('message %s cannot be %s without the provider''s id', new.id, new.state);
  end if;
  return new;
end $$;

create or replace trigger messages_check_state before insert or update on messages
  for each row execute function messages_check_state();
