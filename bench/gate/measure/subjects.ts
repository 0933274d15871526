import type postgres from 'postgres';
import type { DeliverInput } from '../../../domain/delivery.ts';
import type { CartId, CustomerId, RunId } from '../../../domain/ids.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import { hour, minute, noon, store as demo } from '../../../test/gate/world.ts';
import { shapeOf, type ShopSize, steps } from '../fill/shape.ts';
import { customerClasses, draw, idOf, lineOf, now, store } from '../fill/terms.ts';

/** Ends statements that are not the gate's. */
export const benchMark = '/* bench */';

/** Coprime to whatever is likely: steps of it come to every customer before one comes again. */
const stride = 7_368_787n;

/** The k-th customer to be written to: far from the ones before, and one who agreed. */
const customerAt = (k: number, { customers }: ShopSize): number => {
  const { agreed, all } = customerClasses;
  const eligible = Math.floor(customers / all) * agreed;
  const place = Number((BigInt(k) * stride) % BigInt(eligible));
  return Math.floor(place / agreed) * all + (place % agreed);
};

/** The number of the first subject that no run before this one opened. */
export const firstSubject = async (sql: postgres.Sql): Promise<number> => {
  const [row] = await sql.unsafe<{ next: number }[]>(`
    select coalesce(max(substr(external_id, length('subject-') + 1)::int) + 1, 0) as next from carts
    where store_id = ${store} and external_id >= 'subject-' and external_id < 'subject.' ${benchMark}`);
  return row!.next;
};

interface SubjectRow {
  readonly run: RunId;
  readonly cart: CartId;
  readonly customer: CustomerId;
}

/**
 * Carts that were left an hour ago, each with a run whose message is due: the `from`-th and the following. One of five has
 * a product that is sold out, so that others are looked for; one of three messages shows a code.
 */
export const openSubjects = async (
  sql: postgres.Sql,
  size: ShopSize,
  from: number,
  count: number,
): Promise<readonly DeliverInput[]> => {
  const { products } = shapeOf(size);
  const ks = Array.from({ length: count }, (_, index) => from + index);
  const cs = ks.map((k) => customerAt(k, size));
  const wanted = `unnest(array[${ks.join()}]::bigint[], array[${cs.join()}]::bigint[]) subject (k, c)`;
  const tens = Math.floor(products / 10);
  const rows = await sql.unsafe<SubjectRow[]>(`
    with opened as (
      insert into carts (id, store_id, external_id, customer_id, state, stage, lines, currency, lines_at, updated_at, created_at)
      select ${idOf('subject cart', 'k')}, ${store}, 'subject-' || k, ${idOf('customer', 'c')}, 'open', 'cart',
        jsonb_build_array(${lineOf(`10 * ${draw('k', 60, tens)} + 1`)}) || case when k % 5 = 0
          then jsonb_build_array(${lineOf(`10 * ${draw('k', 61, tens)}`)}) else '[]' end,
        'EUR', at, at, at
      from ${wanted}, (select ${now} - interval '1 hour' as at) moment
    )
    insert into runs (id, store_id, journey, customer_id, subject, episode, rank, purpose, event, started_at, touched_at, due_at, state)
    select ${idOf('subject run', 'k')}, ${store}, 'cartAbandonment', ${idOf('customer', 'c')}, ${idOf('subject cart', 'k')}::text,
      1, 'cart', 'marketing', jsonb_build_object('cartId', ${idOf('subject cart', 'k')}), at, at, ${now}, 'open'
    from ${wanted}, (select ${now} - interval '1 hour' as at) moment
    returning id as run, (event ->> 'cartId') as cart, customer_id as customer ${benchMark}`);
  return rows.map(({ run, cart, customer }, index) => {
    const template = steps[(from + index) % steps.length]!;
    return {
      run,
      store: demo,
      journey: 'cartAbandonment',
      customer,
      step: `${template}#1`,
      channel: 'email',
      template,
      props: { cartId: cart, ...(template === 'cart/offer' && { offer: 'cartTen' }) },
      purpose: 'marketing',
      rank: 'cart',
      dueAt: toInstant(noon - minute),
      expiresAt: toInstant(noon + 12 * hour),
    };
  });
};

/** Ends what was opened, so that the same customers may be written to again. */
export const closeSubjects = async (sql: postgres.Sql, subjects: readonly DeliverInput[]): Promise<void> => {
  const runs = subjects.map(({ run }) => run);
  await sql.unsafe(`update runs set state = 'closed', closed_at = ${now} where id = any($1::uuid[]) ${benchMark}`, [
    runs,
  ]);
  const carts = subjects.map(({ props }) => props['cartId']!);
  await sql.unsafe(`update carts set state = 'ordered' where id = any($1::uuid[]) ${benchMark}`, [carts]);
};
