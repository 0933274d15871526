-- Whom segments are to judge again, noted with every change of what they go by, whatever path makes it: a row a change, so
-- that nobody waits for anybody. Orders are noted by the scorer, once they are scored.

create or replace function note_segment_change() returns trigger
language plpgsql as $$
begin
  insert into segment_changes (customer_id) values (new.customer_id);
  return null;
end $$;

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
