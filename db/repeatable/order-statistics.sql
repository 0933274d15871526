-- What customers bought by the day, kept with every change of an order, whatever path makes it: placed, told again,
-- cancelled, returned, refunded, moved by a merge, erased. activities/scoring/orders/purchase-days.ts says what counts; a
-- test compares both. An order keeps how it was counted, so that it is taken back as it was.

create or replace function orders_count() returns trigger
language plpgsql as $$
declare
  zone text;
  own text;
begin
  select timezone, currency into zone, own from stores where id = new.store_id;
  if new.state in ('cancelled', 'returned') or (new.refunded > 0 and new.refunded >= new.total) then
    new.counted_day := null;
    new.counted_amount := null;
  else
    new.counted_day := (new.placed_at at time zone zone)::date;
    new.counted_amount := case when new.currency = own then new.total - new.refunded end;
  end if;
  return new;
end $$;

-- Adds an order to the days of its customer; takes it away with -1.
create or replace function count_order(o orders, times integer) returns void
language plpgsql as $$
begin
  insert into purchase_days as known (customer_id, day, store_id, orders, other_orders, amount)
  values (
    o.customer_id, o.counted_day, o.store_id,
    case when o.counted_amount is null then 0 else times end,
    case when o.counted_amount is null then times else 0 end,
    coalesce(o.counted_amount, 0) * times)
  on conflict (customer_id, day) do update set
    orders = known.orders + excluded.orders,
    other_orders = known.other_orders + excluded.other_orders,
    amount = known.amount + excluded.amount;
  insert into product_purchase_days as known (customer_id, product_id, day, store_id, orders, units)
  select o.customer_id, (line ->> 'productId')::uuid, o.counted_day, o.store_id, times,
    sum((line ->> 'quantity')::integer) * times
  from jsonb_array_elements(o.lines) line group by 2 order by 2
  on conflict (customer_id, product_id, day) do update set
    orders = known.orders + excluded.orders,
    units = known.units + excluded.units;
  if times < 0 then
    delete from purchase_days
    where customer_id = o.customer_id and day = o.counted_day and orders = 0 and other_orders = 0;
    delete from product_purchase_days where customer_id = o.customer_id and day = o.counted_day and orders = 0;
  end if;
end $$;

create or replace function summarise_purchases(customer uuid) returns void
language sql as $$
  update order_statistics set
    days = now.days, first_day = now.first_day, last_day = now.last_day, orders = now.orders,
    other_orders = now.other_orders, amount = now.amount, first_amount = now.first_amount,
    gap_log_sum = now.gap_log_sum, gap_log_squares = now.gap_log_squares, stale = true, recorded_at = now()
  from (
    select
      count(*) filter (where orders > 0) as days,
      min(day) filter (where orders > 0) as first_day,
      max(day) filter (where orders > 0) as last_day,
      coalesce(sum(orders), 0) as orders,
      coalesce(sum(other_orders), 0) as other_orders,
      coalesce(sum(amount) filter (where orders > 0), 0) as amount,
      coalesce((array_agg(amount order by day) filter (where orders > 0))[1], 0) as first_amount,
      coalesce(sum(gap order by day), 0) as gap_log_sum,
      coalesce(sum(gap * gap order by day), 0) as gap_log_squares
    from (
      select *, case when orders > 0 then ln((day - lag(day) over (partition by orders > 0 order by day))::float8) end as gap
      from purchase_days where customer_id = customer) days
  ) now
  where customer_id = customer
$$;

create or replace function orders_keep_statistics() returns trigger
language plpgsql as $$
declare
  concerned uuid[] := '{}';
begin
  if tg_op <> 'INSERT' then concerned := concerned || old.customer_id; end if;
  if tg_op <> 'DELETE' then concerned := concerned || new.customer_id; end if;
  -- Locks them first, in one order and in a statement of its own: the sums below must see what another transaction added.
  insert into order_statistics as known (customer_id, store_id, version)
  select one, coalesce(new.store_id, old.store_id), 1 from unnest(concerned) one group by one order by one
  on conflict (customer_id) do update set version = known.version + 1;
  if tg_op <> 'INSERT' and old.counted_day is not null then perform count_order(old, -1); end if;
  if tg_op <> 'DELETE' and new.counted_day is not null then perform count_order(new, 1); end if;
  perform summarise_purchases(one) from (select distinct unnest(concerned) as one) them;
  return null;
end $$;

create or replace trigger orders_count before insert or update on orders
  for each row execute function orders_count();

create or replace trigger orders_statistics_insert after insert on orders
  for each row when (new.counted_day is not null)
  execute function orders_keep_statistics();

create or replace trigger orders_statistics_update after update on orders
  for each row when (
    (old.customer_id, old.counted_day, old.counted_amount, old.lines)
    is distinct from (new.customer_id, new.counted_day, new.counted_amount, new.lines))
  execute function orders_keep_statistics();

create or replace trigger orders_statistics_delete after delete on orders
  for each row when (old.counted_day is not null)
  execute function orders_keep_statistics();
