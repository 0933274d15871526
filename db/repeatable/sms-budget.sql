-- What a claim took of a day's money for text and WhatsApp messages is given back when it ends without an acceptance, whatever path
-- writes the end; once it is accepted, what it took is spent and needs no note. Blocks in one order, as the gate takes
-- from several.

create or replace function messages_settle_sms() returns trigger
language plpgsql as $$
declare
  took sms_budget_takes;
begin
  if new.state in ('planned', 'failed') then
    for took in select * from sms_budget_takes where message_id = new.id order by block loop
      update sms_budget_blocks set taken = taken - took.amount
      where store_id = new.store_id and purpose = took.purpose and day = took.day and block = took.block;
    end loop;
  end if;
  delete from sms_budget_takes where message_id = new.id;
  return null;
end $$;

create or replace trigger messages_settle_sms after update of state on messages
  for each row when (
    new.channel in ('sms', 'whatsapp') and old.state in ('claimed', 'unknown') and new.state not in ('claimed', 'unknown'))
  execute function messages_settle_sms();
