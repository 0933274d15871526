import { createHash } from 'node:crypto';
import type { Provider, ProviderRecordEntry } from '../../../activities/providers/provider.ts';
import { templateIds } from '../../../activities/templates/index.ts';
import { specs } from '../../../api/specs.ts';
import type { Queries } from '../../../db/client.ts';
import { messageId } from '../../../db/ids.ts';
import { recordDelivery } from '../../../db/ledger/told-later.ts';
import {
  insertRecognised,
  insertUnplaced,
  readKnownMessages,
  readKnownProviderIds,
  readWaitingRuns,
  type WaitingRun,
} from '../../../db/road/restored.ts';
import { idempotencyKey } from '../../../domain/delivery.ts';
import type { RunId } from '../../../domain/ids.ts';
import type { Channel } from '../../../domain/journey.ts';
import type { TemplateId } from '../../../domain/templates.ts';
import { type DemoClock, storeTime } from '../../../domain/time/clock.ts';
import type { Millis } from '../../../domain/time/instant.ts';

export interface RecogniseDeps {
  readonly db: Queries;
  readonly provider: Provider;
  readonly channel: Channel;
  readonly demoClock?: DemoClock | undefined;
}

export interface Recognised {
  /** Messages in the provider's record since. */
  readonly seen: number;
  /** Of these: in the ledger already. */
  readonly known: number;
  /** Of these: written into the ledger as accepted. */
  readonly recognised: number;
  /** Of these: of no step that is known; whoever owns the address is left alone for a week. */
  readonly unplaced: number;
}

/** So often at most does a run send one template. */
const mostSends = 5;

const pageSize = 500;

/**
 * Reads everything that the provider accepted since `since` (real time) and writes it into the ledger where its
 * step can be found: our id of a message follows from its run, step and channel.
 */
export const recognise = async (deps: RecogniseDeps, since: Millis): Promise<Recognised> => {
  const { db, provider } = deps;
  if (!provider.record) return { seen: 0, known: 0, recognised: 0, unplaced: 0 };
  const entries: ProviderRecordEntry[] = [];
  for await (const entry of provider.record(since)) entries.push(entry);
  const inLedger = await readKnownMessages(
    db,
    entries.flatMap((entry) => entry.messageId ?? []),
  );
  const ours = await readKnownProviderIds(
    db,
    provider.name,
    entries.map(({ id }) => id),
  );
  const left = entries.filter((entry) => !ours.has(entry.id));
  const steps = await stepsOf(db, deps.channel, new Set(left.flatMap((entry) => entry.messageId ?? [])));
  const unplaced: ProviderRecordEntry[] = [];
  let recognised = 0;
  for (const entry of left) {
    const step = entry.messageId === undefined ? undefined : steps.get(entry.messageId);
    if (entry.messageId !== undefined && inLedger.has(entry.messageId)) {
      await recordDelivery(db, entry.messageId, { state: 'accepted', providerId: entry.id, at: at(deps, entry) });
    } else if (step) await insertRecognised(db, rowOf(deps, step, entry));
    else {
      unplaced.push(entry);
      continue;
    }
    recognised += 1;
  }
  for (let from = 0; from < unplaced.length; from += pageSize) {
    await insertUnplaced(
      db,
      unplaced.slice(from, from + pageSize).map((entry) => unplacedRow(deps, entry)),
    );
  }
  return { seen: entries.length, known: entries.length - left.length, recognised, unplaced: unplaced.length };
};

interface Step {
  readonly run: WaitingRun;
  readonly step: string;
  readonly template: TemplateId;
}

/** The steps of waiting runs whose messages have these ids. */
const stepsOf = async (
  db: Queries,
  channel: Channel,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Step>> => {
  const found = new Map<string, Step>();
  let after: RunId | undefined;
  while (wanted.size > 0) {
    const page = await readWaitingRuns(db, { after, limit: pageSize });
    for (const run of page) {
      for (const template of templateIds) {
        for (let time = 1; time <= mostSends; time++) {
          const step = `${template}#${time}`;
          const id = messageId(idempotencyKey({ run: run.id, step, channel }));
          if (wanted.has(id)) found.set(id, { run, step, template });
        }
      }
    }
    after = page.at(-1)?.id;
    if (page.length < pageSize) break;
  }
  return found;
};

const at = ({ demoClock }: RecogniseDeps, { acceptedAt }: ProviderRecordEntry): Date =>
  new Date(storeTime(acceptedAt, demoClock));

const rowOf = (deps: RecogniseDeps, { run, step, template }: Step, entry: ProviderRecordEntry) => {
  const { channel, provider } = deps;
  const acceptedAt = at(deps, entry);
  return {
    id: entry.messageId!,
    storeId: run.storeId,
    runId: run.id,
    journey: run.journey,
    customerId: run.customerId,
    step,
    channel,
    template,
    purpose: specs.find(({ name }) => name === run.journey)?.purpose ?? 'marketing',
    state: 'accepted' as const,
    dueAt: acceptedAt,
    expiresAt: acceptedAt,
    decidedAt: acceptedAt,
    verdicts: [],
    key: idempotencyKey({ run: run.id, step, channel }),
    provider: provider.name,
    providerId: entry.id,
    acceptedAt,
    attempts: 1,
    // The link in the message that went out must go on working.
    ...(entry.linkToken !== undefined && { linkToken: entry.linkToken }),
  };
};

const unplacedRow = (deps: RecogniseDeps, entry: ProviderRecordEntry) => ({
  provider: deps.provider.name,
  providerId: entry.id,
  channel: deps.channel,
  addressHash: createHash('sha256').update(entry.to.trim().toLowerCase()).digest('hex'),
  acceptedAt: at(deps, entry),
});
