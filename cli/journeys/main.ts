import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { runCommand } from '../command/run-command.ts';
import { allMaps, indexPage } from './all-maps.ts';
import { coverageInWords, coverageOf } from './coverage.ts';
import { pictureOf } from './picture.ts';
import { sentMessages, sentMessagesFile } from './sent-messages.ts';

/** `npm run journeys`: every journey's schedule as text, and as pictures in docs/journeys. Explained in docs/simulate.md. */

const folder = fileURLToPath(new URL('../../docs/journeys/', import.meta.url));
const messagesFile = fileURLToPath(new URL('../../api/journeys/sent-messages.ts', import.meta.url));

const run = async (): Promise<void> => {
  const maps = await allMaps();
  const pictures = maps.map(pictureOf);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  for (const { file, svg, page, text } of pictures) {
    writeFileSync(join(folder, `${file}.svg`), svg);
    writeFileSync(join(folder, `${file}.md`), page);
    console.log(`${text}\n`);
  }
  writeFileSync(join(folder, 'README.md'), indexPage(pictures));
  writeFileSync(messagesFile, sentMessagesFile(sentMessages(maps)));
  console.log(coverageInWords(coverageOf(maps)));
  console.log(`Pictures in docs/journeys; what each journey sends in api/journeys/sent-messages.ts.`);
};

runCommand(
  new Command('npm run journeys')
    .description("Prints each journey's schedule and writes its picture into docs/journeys.")
    .action(run),
);
