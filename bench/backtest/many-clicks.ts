import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { DateTime } from 'luxon';

/** The columns that a copy changes, and those that stay as they are. */
interface Click {
  readonly user: string;
  readonly session: string;
  readonly event: string;
  readonly at: number;
  readonly rest: string;
}

const zone = 'Europe/Paris';

/** How much later each copy of a click happens than the one before, in milliseconds: so that not all do the same at once. */
const apart = 41 * 60_000;

const written = (at: number): string => DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd HH:mm:ss');

/**
 * Writes a clickstream of at least `wanted` rows, in order of time: the rows of `source` once for each of as many
 * copies as it takes, with users and sessions of their own. Returns how many rows it wrote.
 */
export const writeManyClicks = async (source: string, target: string, wanted: number): Promise<number> => {
  const { header, clicks } = await readClicks(source);
  const copies = Math.ceil(wanted / clicks.length);
  const order = new Float64Array(copies * clicks.length);
  // One number for each row to write: when it happens, in milliseconds, beside which click of which copy it is.
  const places = new Uint32Array(order.length).map((_, index) => index);
  for (let place = 0; place < order.length; place++) {
    order[place] = clicks[place % clicks.length]!.at + Math.floor(place / clicks.length) * apart;
  }
  places.sort((a, b) => order[a]! - order[b]! || a - b);
  const file = createWriteStream(target);
  file.write(`${header}\n`);
  for (const place of places) {
    const { user, session, event, rest } = clicks[place % clicks.length]!;
    const copy = Math.floor(place / clicks.length);
    const row = [`${user}-${copy}`, `${session}-${copy}`, event, written(order[place]!), rest];
    if (!file.write(`${row.join(',')}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
  return order.length;
};

const readClicks = async (source: string): Promise<{ readonly header: string; readonly clicks: readonly Click[] }> => {
  let header = '';
  const clicks: Click[] = [];
  for await (const line of createInterface({ input: createReadStream(source), crlfDelay: Infinity })) {
    if (header === '') {
      header = line;
      continue;
    }
    const [user = '', session = '', event = '', timestamp = '', ...rest] = line.split(',');
    const at = DateTime.fromSQL(timestamp, { zone }).toMillis();
    clicks.push({ user, session, event, at, rest: rest.join(',') });
  }
  return { header, clicks };
};
