import { render } from '../../activities/templates/index.ts';
import type { IntakeDeps } from '../../api/intake/received.ts';
import type { DatabaseConnection } from '../../db/client.ts';
import type { JourneySpec } from '../../domain/journey.ts';
import { policyOf } from '../../domain/policy/policy.ts';
import type { Millis } from '../../domain/time/instant.ts';
import { openSandbox } from '../simulator/sandbox.ts';
import { inOrder, type Survey, survey } from './input/in-order.ts';
import type { Mapping } from './input/mapping.ts';
import { pastEvents } from './input/past-events.ts';
import type { ReadLines } from './input/read-bodies.ts';
import { gateOf } from './playing/ask-gate.ts';
import { play, type Played } from './playing/play.ts';
import { derivedIds } from './world/derived-ids.ts';
import { withoutWords } from './world/kept-decisions.ts';
import { openShop, type Shop } from './world/open-shop.ts';
import { noPace, recordingProvider } from './world/recording-provider.ts';

/** What is played on a past: the journeys with their code, and the shop with its policy. */
export interface Programme {
  readonly shop: Shop;
  /** The journeys that are on. */
  readonly specs: readonly JourneySpec[];
  /** The bundle of their workflows. */
  readonly code: string;
}

export interface Past {
  readonly read: ReadLines;
  /** What it is found to be, where it is read through already. */
  readonly seen?: Promise<Survey>;
  readonly mapping: Mapping | undefined;
  readonly from?: Millis | undefined;
  readonly to?: Millis | undefined;
}

export interface Watcher {
  /** Told once, before anything is played. */
  readonly begin?: (lines: number) => void;
  readonly progress?: (events: number, at: Millis) => void;
  /** A line that is no event, and is left out. */
  readonly problem?: (line: number, why: string) => void;
  /** Something that the gate had to say, such as an offer without a code; no message was changed by it. */
  readonly note?: (what: string) => void;
}

/** How long what was begun goes on after the last event, when no end is given, in milliseconds. */
const afterLast = 30 * 86_400_000;

/**
 * Plays a past in a database that is empty: the journeys in the sandbox, the gate on PostgreSQL, all by one clock of
 * instants. Afterwards the database holds what there is to be known. Nothing is sent.
 */
export const backtest = async (
  { db, sql }: DatabaseConnection,
  { shop, specs, code }: Programme,
  { read, seen = survey(read), mapping, from, to }: Past,
  watcher: Watcher = {},
): Promise<Played> => {
  const { lines, count, first } = await inOrder(read, await seen, sql);
  watcher.begin?.(count);
  const store = await openShop(db, shop, specs);
  const sandbox = await openSandbox({ code });
  const note = (_fields: unknown, what?: unknown) => watcher.note?.(String(what));
  const providers = { email: recordingProvider, sms: recordingProvider, whatsapp: recordingProvider };
  const intake: Omit<IntakeDeps, 'clock' | 'db'> = { specs, mint: derivedIds };
  try {
    const played = await play({
      db,
      store,
      policy: policyOf(shop.policy),
      sandbox,
      intake,
      ask: gateOf({
        db,
        kept: withoutWords,
        pace: noPace,
        providers,
        render,
        publicUrl: 'https://messages.shop.example',
        logger: { info: () => {}, warn: note, error: note },
      }),
      events: pastEvents(lines, { mapping, first, from, to, problem: watcher.problem ?? (() => {}) }),
      until: (last) => to ?? last + afterLast,
      ...(watcher.progress && { progress: watcher.progress }),
    });
    // Nobody has counted its rows yet: how fast whatever is asked of them next goes depends on that.
    await sql`analyze customers, messages, runs`;
    return played;
  } finally {
    await sandbox.close();
  }
};
