-- Whom segments are to judge again, noted with every change of what they go by, whatever path makes it: a row a change, so
-- that nobody waits for anybody. Orders are noted by the scorer, once they are scored.

create or replace function note_segment_change() returns trigger
language plpgsql as $$
begin
  insert into segment_changes (customer_id) values (new.customer_id);
  return null;
end $$;

-- The same of what definitions of a store go by and the segments of the product do not; where there are none, nobody is noted.
create or replace function note_definition_change() returns trigger
language plpgsql as $$
declare
  whose uuid := coalesce(to_jsonb(new) ->> 'customer_id', to_jsonb(new) ->> 'id')::uuid;
begin
  if exists (select from definitions where store_id = new.store_id) then
    insert into segment_changes (customer_id) values (whose);
  end if;
  return null;
end $$;

create or replace trigger carts_note_definitions after insert or update of customer_id, lines, state, updated_at on carts
  for each row execute function note_definition_change();

create or replace trigger names_note_definitions after insert on customer_aliases
  for each row when (new.kind <> 'anonymous') execute function note_definition_change();

create or replace trigger customers_note_definitions
  after update of first_name, locale, timezone, address, birthday on customers
  for each row when (new.erased_at is null and new.merged_into is null) execute function note_definition_change();

create or replace trigger last_contacts_note_segments after insert or update on last_contacts
  for each row execute function note_segment_change();

create or replace trigger interests_note_segments after insert or update of visits, carted_at on interests
  for each row execute function note_segment_change();

create or replace trigger loyalty_note_segments after insert or update on loyalty_accounts
  for each row execute function note_segment_change();

create or replace trigger advocates_note_segments after insert or update on advocates
  for each row execute function note_segment_change();

create or replace trigger consents_note_segments after insert on consents
  for each row execute function note_segment_change();
