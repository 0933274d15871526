import { expect, test } from 'vitest';
import { isRunDue } from '../../../activities/segment-base/is-run-due.ts';
import { judgeTimely } from '../../../activities/segment-base/judge-due.ts';
import { judgeStore } from '../../../activities/segment-base/judge-store.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import { cart } from '../../api/told.ts';
import type { Stored } from './world.ts';

const hour = 3_600_000;
const name = 'saved:cart-left';
const cartLeft = {
  title: { fr: 'Panier laissé', en: 'Cart left' },
  goal: { outcome: 'purchase', within: '7 days' },
  include: { carts: { before: '2 hours' } },
  exclude: { orders: { within: '1 day' } },
};

/** The store's own definitions: entries, exits and sizes as of the product's segments. */
export const testDefinitions = (stored: Stored): void => {
  const { intake, deps, shop, ask, minute, joins, buys, keepUp, standingOf, staysOf, routeAll, runsOf, toldOf } =
    stored;
  const save = async (named: string, definition: object, basedOn = 0) =>
    ask(`/v1/definitions/${named}`, 'PUT', { definition, basedOn, why: 'to see who comes' });
  const fills = async (who: string): Promise<CustomerId> => {
    const customer = await joins(who);
    await intake.post(cart({ id: who }, `${who}-cart`, minute()));
    return customer;
  };
  const staysIn = async (customer: CustomerId) => (await staysOf(customer)).filter(({ segment }) => segment === name);

  test('R109 R112 whoever is in a definition when it is saved is found there, and nobody is told', async () => {
    const lou = await fills('lou');
    await keepUp();
    await judgeStore(deps(), await shop());
    intake.clock.advance(3 * hour);
    expect(await isRunDue(intake.db, await shop(), intake.clock.now())).toBe(false);
    expect((await save('cart-left', cartLeft)).status).toBe(200);
    expect(await isRunDue(intake.db, await shop(), intake.clock.now())).toBe(true);
    await judgeStore(deps(), await shop());
    expect(await standingOf(lou)).toMatchObject({ saved: [name] });
    expect((await standingOf(lou))!.segments).not.toContain(name);
    expect(await staysIn(lou)).toMatchObject([{ leftAt: null, enteredToldAt: new Date(intake.clock.now()) }]);
    await routeAll();
    expect(await runsOf(lou)).toEqual([]);
    // Nothing is different any more.
    intake.clock.advance(hour);
    expect(await judgeStore(deps(), await shop())).toMatchObject({ changed: 0 });
  });

  test('R109 R112 time alone brings a customer into a definition: a journey begins at that instant, once, and ends once with the order', async () => {
    const max = await fills('max');
    await keepUp();
    const { saved, until } = (await standingOf(max))!;
    expect([saved, until]).toEqual([[], new Date(intake.clock.now() + 2 * hour + 1)]);
    intake.clock.set(until!.getTime() - 1);
    await keepUp();
    expect(await staysIn(max)).toEqual([]);
    intake.clock.set(until!.getTime());
    await Promise.all([judgeTimely(deps()), judgeTimely(deps()), judgeTimely(deps())]);
    expect(await staysIn(max)).toMatchObject([{ enteredAt: until, leftAt: null, enteredToldAt: null }]);
    await routeAll();
    const runs = await runsOf(max);
    expect(runs).toMatchObject([{ journey: 'cartLeft', state: 'open', event: { segment: name } }]);

    intake.clock.advance(hour);
    await buys('max', 'max-1');
    await keepUp();
    expect(await staysIn(max)).toMatchObject([{ leftAt: new Date(intake.clock.now()) }]);
    await routeAll();
    expect(await toldOf(runs[0]!.id)).toEqual(['start', 'exit']);
    expect(await runsOf(max)).toMatchObject([{ exitEvent: 'segment.left' }]);
  });

  test('another version of a definition begins anew: whoever it takes in is found, whoever it leaves out has left', async () => {
    const ivy = await fills('ivy');
    intake.clock.advance(90 * 60_000);
    await keepUp();
    expect(await staysIn(ivy)).toEqual([]);
    intake.clock.advance(60_000);
    expect((await save('cart-left', { ...cartLeft, include: { carts: { before: '1 hour' } } }, 1)).status).toBe(200);
    await judgeStore(deps(), await shop());
    expect((await staysIn(ivy))[0]!.enteredToldAt).not.toBeNull();
    intake.clock.advance(60_000);
    expect((await save('cart-left', { ...cartLeft, include: { carts: { before: '30 days' } } }, 2)).status).toBe(200);
    await judgeStore(deps(), await shop());
    expect(await staysIn(ivy)).toMatchObject([{ leftAt: new Date(intake.clock.now()), leftToldAt: null }]);
    intake.clock.advance(60_000);
    expect((await save('cart-left', cartLeft, 3)).status).toBe(200);
    await judgeStore(deps(), await shop());
    await routeAll();
    expect(await runsOf(ivy)).toEqual([]);
  });

  test('R110 R112 definitions are listed with their sizes by the day, and a customer’s with who they are; a retired one is left by all', async () => {
    const members = async () =>
      ((await ask('/v1/segments')).body['segments'] as readonly Record<string, unknown>[]).find(
        (one) => one['name'] === name,
      );
    const today = new Date(intake.clock.now()).toISOString().slice(0, 10);
    expect(await members()).toMatchObject({
      title: { en: 'Cart left' },
      sentence: {
        fr: expect.stringContaining('ont un panier ouvert, il y a plus de 2 heures'),
        en: expect.stringContaining('have an open cart, longer than 2 hours ago'),
      },
      goal: { words: { fr: 'Un achat sous 7 jours', en: 'An order within 7 days' } },
      size: 1,
      history: [{ day: today, size: 1, main: 0 }],
    });
    expect((await ask('/v1/customers/lou/segments')).body).toMatchObject({
      segments: expect.arrayContaining([
        expect.objectContaining({ name, title: cartLeft.title, since: expect.stringContaining('T') }),
      ]),
    });
    const retire = async (named: string) => ask(`/v1/definitions/${named}/retire`, 'POST', { why: 'over' });
    expect((await retire('cart-left')).body).toMatchObject({
      error: { code: 'in_use', message: expect.stringContaining('journey/cartLeft') },
    });

    intake.clock.advance(60_000);
    await save('known', { ...cartLeft, include: { has: 'email' }, exclude: undefined });
    await judgeStore(deps(), await shop());
    const ned = await joins('ned');
    await keepUp();
    expect((await standingOf(ned))!.saved).toEqual(['saved:known']);
    intake.clock.advance(60_000);
    expect((await retire('known')).status).toBe(200);
    await judgeStore(deps(), await shop());
    expect((await standingOf(ned))!.saved).toEqual([]);
    const ofNed = (await staysOf(ned)).filter(({ segment }) => segment === 'saved:known');
    expect(ofNed).toMatchObject([{ enteredToldAt: null, leftAt: new Date(intake.clock.now()) }]);
  });
};
