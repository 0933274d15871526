import { expect, test } from 'vitest';
import type { JourneySpec } from '../../domain/journey.ts';
import { cartEmptied, cartUpdated, orderPlaced } from '../../workflows/core/events.ts';
import { journey } from '../../workflows/core/journey.ts';

const spec = {
  name: 'welcome',
  trigger: cartUpdated,
  reentry: 'never',
  exitOn: [orderPlaced],
  purpose: 'marketing',
  rank: 'cart',
  expires: '1 day',
} as const;

const define = (changes: Partial<JourneySpec>) => () => journey({ ...spec, ...changes } as typeof spec, async () => {});

test.for<[string, string, Partial<JourneySpec>]>([
  ['JOURNEY_UNNAMED', 'a journey: has no name; give it the name of its export', { name: '' }],
  ['JOURNEY_NAME', 'Mail-1: the name is no camelCase identifier; name it as its export', { name: 'Mail-1' }],
  ['JOURNEY_NO_TRIGGER', 'welcome: nothing starts it; name an event in trigger', { trigger: [] }],
  [
    'JOURNEY_EVENT_TWICE',
    'welcome: order.placed is twice in exitOn; keep one',
    { exitOn: [orderPlaced, { name: 'order.placed', field: 'cartId' }] },
  ],
  [
    'JOURNEY_EVENT_ROLES',
    'welcome: order.placed is both in exitOn and in listens; keep one',
    { listens: [orderPlaced] },
  ],
  [
    'JOURNEY_EVENT_ROLES',
    'welcome: cart.updated is both in trigger and in exitOn; keep one',
    { exitOn: [cartUpdated] },
  ],
  ['JOURNEY_DURATION', 'welcome: expires "soon" is not a duration; write for example', { expires: 'soon' as never }],
  ['JOURNEY_DURATION', 'welcome: maxAge "-1 day" is not a duration', { maxAge: '-1 day' }],
  ['JOURNEY_DURATION', 'welcome: reentry "later" is not a duration', { reentry: 'later' as never }],
  [
    'JOURNEY_DURATION',
    'welcome: idle "x" is not a duration',
    { idle: { normal: '1 hour', event: 'x' as never, dday: '1 hour' } },
  ],
  [
    'JOURNEY_EXPERIMENT',
    'welcome: the control of test is none of its arms',
    { experiments: [{ name: 'test', about: 'offer', arms: { a: 1, b: 1 }, control: 'c' }] },
  ],
  [
    'JOURNEY_EXPERIMENT',
    'welcome: the experiment test has no two arms with weights above 0',
    { experiments: [{ name: 'test', about: 'offer', arms: { a: 1, b: 0 }, control: 'a' }] },
  ],
])('%s: %s', ([code, message, changes]) => {
  expect(define(changes)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }));
});

test('a sound spec is the journey’s own, under its name', () => {
  const welcome = journey({ ...spec, exitOn: [orderPlaced, cartEmptied.by('cartId')] }, async () => {});
  expect(welcome.name).toBe('welcome');
  expect(welcome.spec.exitOn[1]).toEqual({ name: 'cart.emptied', field: 'cartId' });
});
