import { Command, InvalidArgumentError } from 'commander';
import { theme as themeSchema } from '../../api/policies/theme.ts';
import { listenOn, portOf } from '../../api/listen-on.ts';
import { defaultTheme, type ThemePolicy } from '../../domain/policy/theme.ts';
import { runCommand } from '../../cli/command/run-command.ts';
import { readJsonFile } from '../../cli/policy/read-json-file.ts';
import { createPreview } from './app.tsx';
import { ThemeInvalidError } from './theme-error.ts';

/** `npm run preview`: every letter and text message on a page of this machine, with personas. Nothing is sent or kept. */

interface Options {
  readonly port: number;
  readonly theme?: string;
}

/** @throws ThemeInvalidError naming every field that is wrong. */
const readTheme = (file: string): ThemePolicy => {
  const { data, error } = themeSchema.safeParse(readJsonFile(file));
  if (data) return data;
  throw new ThemeInvalidError(
    file,
    error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
  );
};

const run = async ({ port, theme: file }: Options): Promise<void> => {
  // Read anew for each page: whoever edits it sees the change by loading the page again.
  const theme = (): ThemePolicy => (file === undefined ? defaultTheme : readTheme(file));
  theme();
  const server = await listenOn(createPreview(theme), { host: '127.0.0.1', port });
  console.log(`Every letter and text message: http://127.0.0.1:${portOf(server)}\nStop with Ctrl-C.`);
};

const toPort = (text: string): number => {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('write a port number');
  return port;
};

runCommand(
  new Command('npm run preview')
    .description(
      'Shows every letter and text message on a page of this machine, with personas. Sends and keeps nothing.',
    )
    .option('--port <number>', 'where to listen, on 127.0.0.1; 0: anywhere', toPort, 3003)
    .option('--theme <file>', 'a theme as JSON, as it would be saved with `npm run policy -- set theme`')
    .action(run),
);
