-- When none of a product was left is kept as the shop tells its stock, whoever writes it: what was not there to buy was asked
-- for all the same, and forecasts must not take it for no demand.

create or replace function products_keep_stock_outs() returns trigger
language plpgsql as $$
begin
  if new.stock <= 0 then
    insert into stock_outs (product_id, store_id, from_at)
    select new.id, new.store_id, new.stocked_at
    where not exists (select 1 from stock_outs where product_id = new.id and until_at is null)
    on conflict (product_id, from_at) do nothing;
  else
    update stock_outs set until_at = greatest(from_at, coalesce(new.stocked_at, from_at))
    where product_id = new.id and until_at is null;
  end if;
  return null;
end $$;

create or replace trigger products_keep_stock_outs after insert or update of stock on products
  for each row when (new.stocked_at is not null) execute function products_keep_stock_outs();
