import { expect, test } from 'vitest';
import { defaultPolicy } from '../../domain/policy/policy.ts';
import type { CustomerId } from '../../domain/ids.ts';
import type { RuleContext } from '../../domain/rules/context.ts';
import { exposures } from '../../domain/rules/holdout/exposure.ts';
import { judge } from '../../domain/rules/judge.ts';
import { context } from '../gate/rules/context.ts';

const exposed = (unit: string, changes: Partial<RuleContext> = {}, byJourney = { cartAbandonment: 50 }) => {
  const holdout = { share: 50, byJourney, name: 'holdout', redraw: 'never' } as const;
  const base = { policy: { ...defaultPolicy, holdout }, holdout: { unit: unit as CustomerId } };
  return exposures(judge(context({ ...base, ...changes })));
};
const units = Array.from({ length: 40 }, (_, n) => `customer-${n}`);
const switches = (mode: 'on' | 'shadow' | 'off') => ({ switches: { ...context().switches, store: mode } });

test('R249: a customer is in the holdout of all, and in that of the journey only when the former lets them', () => {
  const of = units.map((unit) => exposed(unit).map(({ experiment, arm }) => `${experiment} ${arm}`));
  expect(new Set(of.map((one) => one.join(', ')))).toEqual(
    new Set([
      'holdout/all/always holdout',
      'holdout/all/always treated, holdout/cartAbandonment/always holdout',
      'holdout/all/always treated, holdout/cartAbandonment/always treated',
    ]),
  );
});

test('each arm is noted with the part that it was to get', () => {
  for (const { arm, share } of units.flatMap((unit) => exposed(unit, {}, { cartAbandonment: 10 }))) {
    expect([0.5, arm === 'holdout' ? 0.1 : 0.9]).toContain(share);
  }
});

test('who is refused by what both arms share is in neither, and so is everybody in shadow', () => {
  for (const unit of units) {
    expect(exposed(unit, switches('on'))).not.toEqual([]);
    expect(exposed(unit, switches('off'))).toEqual([]);
    expect(exposed(unit, switches('shadow'))).toEqual([]);
    expect(exposed(unit, { customer: { erased: true } })).toEqual([]);
  }
});
