import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { render, templateIds } from '../../activities/templates/index.ts';
import { locales } from '../../domain/templates.ts';
import { runCommand } from '../../cli/command/run-command.ts';
import { fingerprintsFile, folder, readFingerprints } from './folder.ts';
import { fileOf, fingerprintOf, shotsOf } from './fingerprint.ts';
import { emailFlaws } from './flaws.ts';
import { lookAt, openBrowser, openPage, screens } from './in-browser.ts';
import { LettersFlawedError } from './letters-error.ts';
import { indexPage } from './index-page.ts';
import { personasOf, viewOf } from './personas.ts';
import { drawSheet } from './sheet.ts';

/** `npm run letters`: looks at every letter in a real browser and draws its picture into docs/letters. */

interface Options {
  readonly only?: string;
  readonly all?: true;
  readonly check?: true;
}

const run = async ({ only, all, check }: Options): Promise<void> => {
  const wanted = templateIds.filter((id) => only === undefined || id.startsWith(only));
  const before = readFingerprints();
  const fingerprints: Record<string, string> = only === undefined ? {} : { ...before };
  const flaws: string[] = [];
  const counts = { looks: 0, drawn: 0 };
  const browser = await openBrowser(process.env);
  try {
    const page = await openPage(browser);
    mkdirSync(folder, { recursive: true });
    for (const template of wanted) {
      for (const locale of locales) {
        for (const persona of personasOf(template)) {
          const message = await render(template, locale, viewOf(persona, locale));
          const told = `${template} in ${locale}, ${persona.name}`;
          flaws.push(...emailFlaws(message).map((flaw) => `${told}: ${flaw}`));
          for (const screen of screens) {
            const seen = await lookAt(page, message.html, screen);
            flaws.push(
              ...seen.map((flaw) => `${told}, ${screen.width} px${screen.dark ? ' in the dark' : ''}: ${flaw}`),
            );
            counts.looks += 1;
          }
        }
        const file = fileOf(template, locale);
        const shots = await shotsOf(template, locale);
        fingerprints[file] = fingerprintOf(shots);
        const isDrawn = before[file] === fingerprints[file] && existsSync(join(folder, `${file}.webp`));
        if (check || (isDrawn && !all)) continue;
        writeFileSync(join(folder, `${file}.webp`), await drawSheet(page, shots, 0.55, 50));
        counts.drawn += 1;
      }
    }
  } finally {
    await browser.close();
  }
  if (!check) write(fingerprints);
  console.log(
    `${wanted.length} letters in ${locales.length} languages, ${counts.looks} looks in a browser, ${counts.drawn} pictures drawn, ${flaws.length} flaws.`,
  );
  if (flaws.length > 0) throw new LettersFlawedError(flaws);
};

/** What is kept, and nothing of a letter that is gone. */
const write = (fingerprints: Readonly<Record<string, string>>): void => {
  const sorted = Object.fromEntries(Object.entries(fingerprints).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(fingerprintsFile, `${JSON.stringify(sorted, null, 2)}\n`);
  writeFileSync(join(folder, 'README.md'), indexPage(Object.keys(sorted)));
  const pictures = readdirSync(folder).filter((name) => name.endsWith('.webp'));
  for (const name of pictures) if (!(name.replace(/\.webp$/u, '') in sorted)) rmSync(join(folder, name));
  const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  console.log(`docs/letters: ${Object.keys(sorted).length} pictures, ${(bytes / 1e6).toFixed(1)} MB`);
};

runCommand(
  new Command('npm run letters')
    .description('Looks at every letter in a real browser, and draws those that have changed into docs/letters.')
    .option('--only <prefix>', 'letters whose name begins so, such as cart/')
    .option('--all', 'draw those that have not changed as well')
    .option('--check', 'draw nothing')
    .action(run),
);
