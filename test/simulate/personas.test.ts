import { expect, test } from 'vitest';
import { findPersona, personaNames } from '../../cli/simulate/find-persona.ts';
import { storyOf } from '../../cli/simulate/story.ts';
import { backInStock } from '../../workflows/back-in-stock.ts';
import { browseAbandonment } from '../../workflows/browse-abandonment.ts';
import { priceDrop } from '../../workflows/price-drop.ts';
import { cartAbandonment } from '../../workflows/cart-abandonment.ts';
import { monday } from '../../cli/simulator/schedule.ts';
import { triggerOf } from '../../cli/simulate/trigger.ts';
import { loyaltyPoints } from '../../workflows/loyalty-points.ts';
import { runCli } from '../cli/run-cli.ts';
import { usePersonas } from './use-personas.ts';

const play = usePersonas();

test('R18 who buys on the great day gets nothing after that, and the first message comes early', async () => {
  const lines = await play(cartAbandonment, 'vip-dormant', { buyAt: '26h', mode: 'dday', until: '10d' });
  expect(lines[0]).toBe('0s cart.updated');
  expect(lines).toContain('10m email cart/reminder sent');
  expect(lines.slice(-2)).toEqual(['1d 2h order.placed', '1d 2h run exited: order.placed']);
});

test('who agreed to nothing gets nothing, and the timeline says why', async () => {
  const lines = await play(cartAbandonment, 'no-consent');
  const steps = lines.filter((line) => line.includes(' email '));
  expect(steps.length).toBeGreaterThan(1);
  expect(
    steps.every((line) => line.includes('withheld (no_consent: no consent for this purpose on this channel)')),
  ).toBe(true);
});

test('the past of a persona counts: buyers are left alone, and it starts nothing', async () => {
  const lines = await play(cartAbandonment, 'just-bought');
  expect(lines.join('\n')).toMatch(/recent_buyer/u);
  expect(lines.filter((line) => line.startsWith('0s'))).toEqual(['0s cart.updated']);
});

test('R23 what leads to an intent or an alert is told before it, and starts nothing by itself', async () => {
  const browsing = await play(browseAbandonment, 'newcomer');
  expect(browsing).toContain('4h email browse/reminder sent');
  const price = await play(priceDrop, 'newcomer');
  expect(price).toContain('15m email alert/price-drop sent');
  const back = await play(backInStock, 'newcomer', { happenings: [{ type: 'product.stock_changed', after: '1h' }] });
  expect(back).toContain('0s email alert/back-in-stock sent');
});

test('every persona has a story that is told in order', async () => {
  for (const name of personaNames()) {
    const persona = await findPersona(name);
    const story = storyOf({
      spec: cartAbandonment.spec,
      persona,
      at: monday,
      happenings: [{ type: 'order.placed', after: '1d' }],
    });
    const instants = story.map(({ occurredAt }) => occurredAt);
    expect(instants).toEqual(instants.toSorted());
    expect(new Set(story.map(({ id }) => id)).size).toBe(story.length);
  }
});

test('a persona that there is not is refused with those that there are', async () => {
  await expect(findPersona('nobody')).rejects.toThrow('There is no persona nobody. There are: just-bought, newcomer');
  await expect(findPersona('./nobody.ts')).rejects.toThrow('./nobody.ts: there is no such file.');
});

test('a field or a value that the trigger cannot have is refused, with what it may be', async () => {
  const { spec } = cartAbandonment;
  const newcomer = await findPersona('newcomer');
  const told = (data: Readonly<Record<string, unknown>>) => () =>
    storyOf({ spec, persona: newcomer, at: monday, happenings: [], data });
  expect(told({ colour: 'red' })).toThrow('cart.updated has no field colour. It has: cartId, ');
  expect(told({ url: 'nowhere' })).toThrow('url of cart.updated: write an http or https URL. docs/events.md shows');
  expect(triggerOf(loyaltyPoints.spec, { points: '50' }).data).toMatchObject({ points: 50 });
  expect(triggerOf(spec, { cartId: '50' }).data).toMatchObject({ cartId: '50' });
});

test('the command fails on a field that is not there, and on options that the programme has no use for', async () => {
  const [field, programme] = await Promise.all([
    runCli('simulate/start.ts', ['cartAbandonment', '--set', 'colour=red', '--no-picture'], {}),
    runCli('simulate/start.ts', ['programme', '--set', 'colour=red'], {}),
  ]);
  expect(field).toMatchObject({ code: 1, stdout: '' });
  expect(field.stderr).toMatch(/^cart\.updated has no field colour\./u);
  expect(programme).toMatchObject({ code: 1, stdout: '' });
  expect(programme.stderr).toMatch(/^The programme plays what the persona does/u);
}, 60_000);
