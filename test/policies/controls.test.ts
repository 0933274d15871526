import { expect, test } from 'vitest';
import { controlsOf, controlTexts, readControls } from '../../api/policies/controls.ts';
import { readPolicyBody } from '../../api/policies/read-policy.ts';
import { policySections } from '../../api/policies/schemas.ts';
import { schemaOf } from '../../api/policies/views.ts';
import { defaultPolicy } from '../../domain/policy/policy.ts';

test.each(policySections)('%s: what a form shows is, sent back untouched, the same policy', (section) => {
  const controls = controlsOf(schemaOf(section));
  const given = readControls(controls, controlTexts(controls, defaultPolicy[section]));
  expect(given.flaws).toEqual([]);
  expect(readPolicyBody(section, given.policy)).toEqual({ ok: true, policy: defaultPolicy[section] });
});

test('a field that is no JSON is a flaw of that field; what is no number is refused by the schema', () => {
  const controls = controlsOf(schemaOf('value'));
  const texts = { ...controlTexts(controls, defaultPolicy.value), vipTotal: 'much' };
  expect(readPolicyBody('value', readControls(controls, texts).policy)).toMatchObject({
    ok: false,
    flaws: [{ field: 'policy.vipTotal' }],
  });
  const buyers = controlsOf(schemaOf('recentBuyers'));
  expect(
    readControls(buyers, { ...controlTexts(buyers, defaultPolicy.recentBuyers), except: '["cart"' }).flaws,
  ).toEqual([{ field: 'policy.except', problem: expect.stringContaining('is not JSON') }]);
});
