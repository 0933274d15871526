import { findOwn } from '../../activities/deliver/send/look-up.ts';
import type { Provider } from '../../activities/providers/provider.ts';
import type { MessageRow } from '../../db/ledger/ledger.ts';
import { applyWaitingEvents, takeProviderEvent } from '../../db/ledger/provider-events.ts';
import { takeUnknowns } from '../../db/ledger/unknowns.ts';
import { realTime } from '../../domain/time/clock.ts';
import type { SweeperDeps } from './deps.ts';

const minute = 60_000;
const hour = 60 * minute;

/** When the provider's record is asked, in milliseconds of real time. */
const schedule = { firstAfter: 3 * minute, pause: 5 * minute, maxPause: 6 * hour, giveUpAfter: 72 * hour };

/** Messages looked up in one sweep: each is several calls that count against the account's limit. */
const perSweep = 5;

/**
 * How long an event may wait for its message, in milliseconds of real time: an answer with the provider's id is
 * recorded in seconds. One of a message that is found later is applied with it.
 */
const waitingFor = 6 * hour;
const waitingPerSweep = 500;

/**
 * Looks unknown messages up in their provider's own record: what is found there was accepted. What is not found
 * stays unknown, is asked for again after growing pauses, and in the end left to a person. Nothing is sent.
 */
export const lookUpUnknowns = async (deps: SweeperDeps, stopping: AbortSignal): Promise<void> => {
  const { db, clock, demoClock, logger } = deps;
  const providers = (deps.providers ?? []).filter(({ canList }) => canList);
  const rate = demoClock?.rate ?? 1;
  const taken = await takeUnknowns(db, {
    now: clock.now(),
    providers: providers.map(({ name }) => name),
    limit: perSweep,
    firstAfter: schedule.firstAfter * rate,
    pause: schedule.pause * rate,
    maxPause: schedule.maxPause * rate,
    giveUpAfter: schedule.giveUpAfter * rate,
  });
  for (const row of taken) {
    // Asked again after the pause.
    if (stopping.aborted) return;
    const outcome = await lookUpOne(
      deps,
      providers.find(({ name }) => name === row.provider)!,
      row,
    );
    logger.info({ run: row.runId, step: row.step, provider: row.provider, outcome }, 'unknown message looked up');
  }
};

const lookUpOne = async (deps: SweeperDeps, provider: Provider, row: MessageRow): Promise<string> => {
  const { db, clock, demoClock } = deps;
  const finding = await findOwn({ db }, provider, row, realTime(row.claimedAt!.getTime(), demoClock));
  if (finding.found !== 'yes') return finding.found;
  const [providerId] = finding.ids;
  await takeProviderEvent(db, {
    provider: provider.name,
    eventId: `found:${providerId}`,
    type: 'found',
    occurredAt: row.claimedAt!,
    receivedAt: new Date(clock.now()),
    providerId: providerId!,
    messageId: row.id,
    means: 'accepted',
  });
  return 'found';
};

/** Gives events that came before their message was known by the provider's id to their message. */
export const applyWaiting = async ({ db, clock, demoClock, logger }: SweeperDeps): Promise<void> => {
  const since = new Date(clock.now() - waitingFor * (demoClock?.rate ?? 1));
  const count = await applyWaitingEvents(db, since, waitingPerSweep);
  if (count > 0) logger.info({ count }, 'events of providers found their messages');
};
