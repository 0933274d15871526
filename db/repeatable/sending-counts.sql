-- What became of messages, counted by the hour where no path can forget it: the gate, webhooks, look-ups, an operator.
-- Four parts a count, by the message's id.

create or replace function messages_count_sent() returns trigger
language plpgsql as $$
declare
  was_sent boolean := old.state in ('accepted', 'delivered', 'bounced', 'complained');
begin
  if not was_sent then
    insert into sending_counts (store_id, hour, journey, channel, part, accepted)
    values (new.store_id, date_trunc('hour', coalesce(new.accepted_at, new.decided_at)), new.journey, new.channel,
      hashtext(new.id::text) & 3, 1)
    on conflict (store_id, channel, hour, journey, part) do update set accepted = sending_counts.accepted + 1;
  end if;
  if new.state in ('bounced', 'complained') and new.state <> old.state then
    insert into sending_counts (store_id, hour, journey, channel, part, bounced, complained)
    values (new.store_id, date_trunc('hour', coalesce(new.settled_at, new.accepted_at, new.decided_at)), new.journey,
      new.channel, hashtext(new.id::text) & 3, (new.state = 'bounced')::int, (new.state = 'complained')::int)
    on conflict (store_id, channel, hour, journey, part) do update set
      bounced = sending_counts.bounced + excluded.bounced,
      complained = sending_counts.complained + excluded.complained;
  end if;
  return null;
end $$;

create or replace trigger messages_count_sent after update of state on messages
  for each row when (
    old.state is distinct from new.state and new.state in ('accepted', 'delivered', 'bounced', 'complained'))
  execute function messages_count_sent();

-- Who leaves, leaves because of what they got last; within a week of it, and once a day however many lists they leave.
create or replace function consents_count_unsubscribed() returns trigger
language plpgsql as $$
begin
  if exists (
    select from consents
    where customer_id = new.customer_id and channel = new.channel and purpose = new.purpose and state = 'withdrawn'
      and at > new.at - interval '1 day' and (at, list) < (new.at, new.list)
  ) then return null; end if;
  insert into sending_counts (store_id, hour, journey, channel, part, unsubscribed)
  select new.store_id, date_trunc('hour', new.at), journey, channel, hashtext(id::text) & 3, 1
  from messages
  where customer_id = new.customer_id
    and state in ('claimed', 'unknown', 'accepted', 'delivered', 'bounced', 'complained')
    and coalesce(claimed_at, accepted_at) between new.at - interval '7 days' and new.at
    and channel = new.channel and purpose = 'marketing'
  order by coalesce(claimed_at, accepted_at) desc
  limit 1
  on conflict (store_id, channel, hour, journey, part) do update set unsubscribed = sending_counts.unsubscribed + 1;
  return null;
end $$;

create or replace trigger consents_count_unsubscribed after insert on consents
  for each row when (new.state = 'withdrawn' and new.purpose = 'marketing')
  execute function consents_count_unsubscribed();
