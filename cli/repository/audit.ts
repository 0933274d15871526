import { spawnSync } from 'node:child_process';
import { readReport } from './audit-report.ts';

/**
 * `npm run audit`: known advisories of what runs in production. High and critical ones fail; a registry that does
 * not answer is said to have not, and fails nothing.
 */
const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
  timeout: 120_000,
});
const audit = readReport(stdout ?? '');
if (audit.outcome === 'not answered') {
  console.log(`Advisories are not known: the registry did not answer (${audit.why}). Nothing was checked.`);
} else {
  console.log(`${audit.known} packages with a known advisory, ${audit.failing.length} of them high or critical.`);
  for (const line of audit.failing) console.log(`  ${line}`);
  if (audit.outcome === 'failed') process.exitCode = 1;
}
