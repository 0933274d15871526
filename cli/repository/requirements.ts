import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testTitles } from '../../test/repository/test-titles.ts';

/** `npm run requirements`: which numbers of docs/requirements.md are proven by a test's title, and where. */

const root = fileURLToPath(new URL('../..', import.meta.url));

const requirements = [
  ...readFileSync(join(root, 'docs/requirements.md'), 'utf8').matchAll(/^\| (R\d+) \| (.+?) \| (\w+) \|$/gm),
].map(([, number, text, kind]) => ({ number: number!, text: text!, kind: kind! }));

const titles = testTitles();

let covered = 0;
for (const { number, text } of requirements) {
  const proofs = titles.filter(({ title }) => new RegExp(`\\b${number}\\b`).test(title));
  if (proofs.length === 0) continue;
  covered++;
  console.log(`${number} ${text}`);
  for (const { file, title } of proofs) console.log(`    ${file}: ${title}`);
}
const dutiful = requirements.filter(({ kind }) => kind === 'core' || kind === 'around').length;
console.log(`\n${covered} of ${dutiful} requirements are named by a test.`);
