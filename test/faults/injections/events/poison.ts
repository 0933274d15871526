import type { Injection } from '../injection.ts';
import { cartOf, tell } from '../planting.ts';

const line = { productId: 'sku-1', quantity: 1, unitPrice: { amount: 100, currency: 'EUR' } };

/** Events that can never be valid, as data of `cart.updated`, or as a whole body in text. */
const invalid: readonly (readonly [name: string, data: unknown])[] = [
  ['a NUL in an id', { cartId: 'a\u0000b', lines: [line] }],
  ['a lone surrogate', { cartId: '\ud800', lines: [line] }],
  ['a negative quantity', { cartId: 'c', lines: [{ ...line, quantity: -1 }] }],
  ['an amount beyond an integer', { cartId: 'c', lines: [{ ...line, unitPrice: { amount: 1e12, currency: 'EUR' } }] }],
  ['two currencies', { cartId: 'c', lines: [line, { ...line, unitPrice: { amount: 1, currency: 'USD' } }] }],
  ['an unknown field', { cartId: 'c', lines: [line], constructor: { prototype: 1 } }],
  ['lines that are no list', { cartId: 'c', lines: 'many' }],
  ['an id of 300 characters', { cartId: 'c'.repeat(300), lines: [line] }],
];

const bodies: readonly (readonly [name: string, body: string])[] = [
  ['no JSON', '{"id": '],
  ['nested 5,000 deep', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
  ['__proto__ as a key', '{"id":"p","type":"cart.updated","occurredAt":"2026-11-25T00:00:00Z","__proto__":{"x":1}}'],
  [
    'an infinite number',
    '{"id":"p","type":"product.stock_changed","occurredAt":"2026-11-25T00:00:00Z","data":{"productId":"x","stock":1e400}}',
  ],
  ['an unknown type', '{"id":"p","type":"drop.table","occurredAt":"2026-11-25T00:00:00Z","data":{}}'],
];

/** Each stands between two good events of one batch, and alone: the neighbours are applied, nothing of it is kept. */
export const poisonEvents: Injection = {
  fault: 'poison events',
  inject: async (world) => {
    const { shop } = world;
    const failures: string[] = [];
    for (const [index, [what, data]] of invalid.entries()) {
      const neighbour = (side: string) => {
        const name = `${world.name}-${side}-${index}`;
        return tell(world, name, 'cart.updated', cartOf(name));
      };
      const poison = tell(world, `${world.name}-poison-${index}`, 'cart.updated', data as Record<string, unknown>);
      const { fates } = await shop.post([neighbour('left'), poison, neighbour('right')]);
      if (fates.map(({ fate }) => fate).join(' ') !== 'applied invalid applied') {
        failures.push(`${what}: answered ${fates.map(({ fate }) => fate).join(' ')}`);
      }
      const alone = await shop.tryOnce(index, JSON.stringify(poison));
      if (!alone || alone.status < 400 || alone.status >= 500) failures.push(`${what} alone: ${alone?.status}`);
    }
    for (const [what, body] of bodies) {
      const answer = await shop.tryOnce(0, body);
      if (!answer || answer.status < 400 || answer.status >= 500) failures.push(`${what}: ${answer?.status}`);
    }
    return { injections: invalid.length * 2 + bodies.length, failures };
  },
};

/** An event whose handler always throws: the database refuses to store carts of this name, whoever writes them. */
export const unprocessableEvents: Injection = {
  fault: 'events whose handler always throws',
  inject: async (world) => {
    const { sql } = world.cast.postgres;
    await sql.unsafe(`
      create or replace function faults_refuse() returns trigger language plpgsql as
        $$ begin raise exception 'faults: this cart can never be stored' using errcode = 'P0001'; end $$;
      drop trigger if exists faults_refuse on carts;
      create trigger faults_refuse before insert or update on carts for each row
        when (new.external_id like '%-unprocessable-cart') execute function faults_refuse();`);
    const good = Array.from({ length: 10 }, (_, index) => `${world.name}-good-${index}`);
    const batch = good.map((name) => tell(world, name, 'cart.updated', cartOf(name)));
    batch.splice(5, 0, tell(world, `${world.name}-bad`, 'cart.updated', cartOf(`${world.name}-unprocessable`)));
    const since = Date.now();
    const { fates } = await world.shop.post(batch);
    const seconds = (Date.now() - since) / 1000;
    const applied = fates.filter(({ fate }) => fate === 'applied').length;
    return {
      injections: 1,
      recoverySeconds: [seconds],
      failures:
        applied === good.length && fates[5]?.fate === 'quarantined'
          ? []
          : [`a batch with one event that always throws was answered ${fates.map(({ fate }) => fate).join(' ')}`],
      notes: ['recovery is the time until the event was quarantined and its neighbours were applied'],
    };
  },
};
