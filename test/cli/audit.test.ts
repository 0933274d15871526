import { expect, test } from 'vitest';
import { readReport } from '../../cli/repository/audit-report.ts';

const report = (severities: Readonly<Record<string, string>>): string =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(
      Object.entries(severities).map(([name, severity]) => [name, { name, severity, fixAvailable: true }]),
    ),
  });

test('a high or critical advisory fails the audit, and is named', () => {
  expect(readReport(report({ left: 'high', right: 'critical', low: 'moderate' }))).toEqual({
    outcome: 'failed',
    known: 3,
    failing: ['left: high, a fix exists', 'right: critical, a fix exists'],
  });
});

test('lesser advisories are counted and fail nothing', () => {
  expect(readReport(report({ left: 'moderate' }))).toEqual({ outcome: 'clean', known: 1, failing: [] });
  expect(readReport(report({}))).toMatchObject({ outcome: 'clean', known: 0 });
});

test('a registry that does not answer is never taken for a clean audit', () => {
  const refused = JSON.stringify({ message: '405 Method Not Allowed', error: {} });
  expect(readReport(refused)).toEqual({ outcome: 'not answered', why: '405 Method Not Allowed' });
  for (const text of ['', '<html>', 'null', '{}', '{"auditReportVersion": 2}']) {
    expect(readReport(text)).toEqual({ outcome: 'not answered', why: 'no report came' });
  }
});
