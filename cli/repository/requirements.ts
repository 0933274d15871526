import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testTitles } from '../../test/repository/test-titles.ts';

/** `npm run requirements`: which numbers of docs/requirements.md are proven by a test's title and where, then those that nothing proves yet. */

const root = fileURLToPath(new URL('../..', import.meta.url));

const requirements = [
  ...readFileSync(join(root, 'docs/requirements.md'), 'utf8').matchAll(/^\| (R\d+) \| (.+?) \| (\w+) \|$/gm),
].map(([, number, text, kind]) => ({ number: number!, text: text!, kind: kind! }));

const titles = testTitles();
const proven = requirements.map((row) => ({
  ...row,
  proofs: titles.filter(({ title }) => new RegExp(`\\b${row.number}\\b`).test(title)),
}));

/** What a system owes; what people do, and figures, no test can prove. */
const isDuty = ({ kind }: { readonly kind: string }): boolean => kind === 'core' || kind === 'around';

for (const { number, text, kind, proofs } of proven.filter((row) => row.proofs.length > 0)) {
  console.log(`${number} ${text} (${kind})`);
  for (const { file, title } of proofs) console.log(`    ${file}: ${title}`);
}

const open = proven.filter(({ proofs }) => proofs.length === 0);
const list = (heading: string, rows: typeof open): void => {
  console.log(`\n${heading}: ${rows.length}`);
  for (const { number, text, kind } of rows) console.log(`    ${number.padEnd(5)}${kind.padEnd(8)} ${text}`);
};
const duties = proven.filter(isDuty);
console.log(
  `\n${duties.filter(({ proofs }) => proofs.length > 0).length} of ${duties.length} requirements are named by a test.`,
);
list(
  'Rows that no test can prove: the work of people, or figures',
  open.filter((row) => !isDuty(row)),
);
list('Rows that nothing proves yet', open.filter(isDuty));
