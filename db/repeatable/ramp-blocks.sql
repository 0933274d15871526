-- What a claim took of a warm-up's day is given back when it ends without an acceptance, whatever path writes the end.

create or replace function messages_give_back_ramp() returns trigger
language plpgsql as $$
declare
  took ramp_takes;
begin
  delete from ramp_takes where message_id = new.id returning * into took;
  if found then
    update ramp_blocks set taken = taken - 1
    where store_id = new.store_id and domain = took.domain and provider = took.provider and day = took.day
      and block = took.block;
  end if;
  return null;
end $$;

create or replace trigger messages_give_back_ramp after update of state on messages
  for each row when (old.state in ('claimed', 'unknown') and new.state in ('planned', 'failed'))
  execute function messages_give_back_ramp();
