import { expect, test } from 'vitest';
import { defaultPolicy } from '../../../domain/policy/policy.ts';
import type { HoldoutPolicy } from '../../../domain/policy/holdout.ts';
import { holdout } from '../../../domain/rules/holdout/holdout.ts';
import { rules } from '../../../domain/rules/index.ts';
import type { CustomerId } from '../../../domain/ids.ts';
import { context, now, step } from './context.ts';
import { ruleTable } from './table.ts';

const policy = (changes: Partial<HoldoutPolicy>) => ({
  policy: { ...defaultPolicy, holdout: { ...defaultPolicy.holdout, redraw: 'never' as const, ...changes } },
});
const unit = (name: string) => ({ holdout: { unit: name as CustomerId } });
const isHeldOut = (name: string, changes: Partial<HoldoutPolicy>, more = {}): boolean =>
  holdout.judge(context({ ...policy(changes), ...unit(name), ...more })).says === 'withheld';
const customers = Array.from({ length: 10_000 }, (_, n) => `customer-${n}`);
const heldOut = (changes: Partial<HoldoutPolicy>, more = {}) =>
  customers.filter((name) => isHeldOut(name, changes, more));
const saw = (name: string) => holdout.judge(context({ ...policy({ share: 50 }), ...unit(name) })).saw;
const began = (at: number) => ({ run: { ...context().run, startedAt: at } });
const inHoldout = heldOut({ share: 50 })[0]!;
const treated = customers.find((name) => !isHeldOut(name, { share: 50 }))!;

ruleTable(holdout, [
  ['nobody is held out by default', {}, 'pass'],
  ['in the arm that gets nothing', { ...policy({ share: 50 }), ...unit(inHoldout) }, 'holdout'],
  ['in the arm that gets it', { ...policy({ share: 50 }), ...unit(treated) }, 'pass'],
  ['the same of one journey', { ...policy({ byJourney: { cartAbandonment: 100 } }) }, 'holdout'],
  ['of another journey', { ...policy({ byJourney: { winBack: 100 } }) }, 'pass'],
  ['a transactional message', { ...policy({ share: 100 }), ...step({ purpose: 'transactional' }) }, 'pass'],
  ['a service message', { ...policy({ share: 100 }), ...step({ rank: 'service' }) }, 'pass'],
]);

test('R249: both arms are recorded with the experiment, whatever else is decided', () => {
  const experiment = { id: 'holdout/all/always', share: 50 };
  expect(saw(inHoldout).experiments).toEqual([{ ...experiment, arm: 'holdout' }]);
  expect(saw(treated).experiments).toEqual([{ ...experiment, arm: 'treated' }]);
});

test('Q15: a share is met at 1,000 and at 10,000 customers, and who is held out stays so when it grows', () => {
  const five = heldOut({ share: 5 });
  // Four standard deviations of a binomial: 87 of 10,000, 28 of 1,000.
  expect(Math.abs(five.length - 500)).toBeLessThan(88);
  expect(Math.abs(five.filter((name) => customers.indexOf(name) < 1_000).length - 50)).toBeLessThan(28);
  const ten = new Set(heldOut({ share: 10 }));
  expect(five.every((name) => ten.has(name))).toBe(true);
});

test('trap 14: the arm is sticky by customer and experiment: the same in every step, run and attempt', () => {
  const share = 50;
  for (const name of customers.slice(0, 200)) {
    const arms = ['cart/reminder#1', 'cart/offer#1'].map((one) => isHeldOut(name, { share }, step({ name: one })));
    const later = isHeldOut(name, { share }, { now: now + 90 * 86_400_000 });
    expect(new Set([...arms, later]).size).toBe(1);
  }
});

test('a new quarter and a new name draw others, and a run stays in the arm in which it began', () => {
  const quarterly = { share: 50, redraw: 'quarterly' } as const;
  const june = heldOut(quarterly, began(Date.UTC(2026, 5, 30)));
  const july = heldOut(quarterly, began(Date.UTC(2026, 6, 1)));
  const sameInBoth = june.filter((name) => july.includes(name)).length;
  // Two independent halves share a quarter of all customers; 173 are four standard deviations.
  expect(Math.abs(sameInBoth - 2_500)).toBeLessThan(174);
  const crossing = heldOut(quarterly, { ...began(Date.UTC(2026, 5, 30)), now: Date.UTC(2026, 6, 2) });
  expect(crossing).toEqual(june);
  expect(heldOut({ share: 50, name: 'second' })).not.toEqual(heldOut({ share: 50 }));
});

test('holdout comes after what both arms share and before everything else', () => {
  const order = rules.map(({ name }) => name);
  const at = order.indexOf('holdout');
  for (const shared of ['still-wanted', 'consent', 'suppression', 'sending-mode', 'paused']) {
    expect(order.indexOf(shared), shared).toBeLessThan(at);
    expect(order.indexOf(shared), shared).toBeGreaterThanOrEqual(0);
  }
  expect(order.indexOf('something-to-show')).toBeGreaterThan(at);
  expect(order.at(-1)).toBe('shadow');
});
