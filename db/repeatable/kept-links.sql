-- The link of a message outlives it: who finds an old message leaves by it all the same. Of a customer who was erased
-- nothing is kept: nothing is sent to them.

create or replace function messages_keep_links() returns trigger
language plpgsql as $$
begin
  insert into kept_links (token, store_id, customer_id, channel)
  select gone.link_token, gone.store_id, gone.customer_id, gone.channel
  from gone join customers on customers.id = gone.customer_id
  where gone.link_token is not null and gone.purpose = 'marketing' and customers.erased_at is null
  on conflict do nothing;
  return null;
end $$;

create or replace trigger messages_keep_links
  after delete on messages referencing old table as gone
  for each statement execute function messages_keep_links();
