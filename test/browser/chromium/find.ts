import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import packaged from '@sparticuz/chromium';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The system's own Chromium or Chrome, on the PATH. */
const onPath = (path: string): string | undefined =>
  path
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file));

/**
 * A Chromium to drive: CHROME_PATH, else the system's, else the one inside the package
 * @sparticuz/chromium (Linux x64), unpacked at first use.
 *
 * @throws Error naming what was tried and what to do.
 */
export const findChromium = async (environment: NodeJS.ProcessEnv): Promise<string> => {
  const given = environment['CHROME_PATH'];
  if (given) {
    if (existsSync(given)) return given;
    throw new Error(`CHROME_PATH is ${given}, which does not exist: correct it, or unset it to let one be found.`);
  }
  const system = onPath(environment['PATH'] ?? '');
  if (system) return system;
  try {
    return await packaged.executablePath();
  } catch (cause) {
    throw new Error(
      'No Chromium: none on the PATH, and the one of @sparticuz/chromium (Linux x64) cannot be unpacked here. ' +
        'Install Chromium, or set CHROME_PATH to one.',
      { cause },
    );
  }
};
