import { type MessageRow, readStep, recordAccepted, recordNever, recordUncertain } from '../../../db/ledger/ledger.ts';
import { liftPause, type PauseKey } from '../../../db/ledger/provider-pauses.ts';
import { suppressRecipient } from '../../../db/ledger/provider-events.ts';
import type { DeliverInput } from '../../../domain/delivery.ts';
import { toInstant } from '../../../domain/time/instant.ts';
import type { Provider, ProviderAnswer } from '../../providers/provider.ts';
import type { GateDeps } from '../deps.ts';
import { askAgain } from '../failures.ts';
import { canonical } from '../message/freeze.ts';
import { lookUp } from './look-up.ts';
import { refuse } from './refuse.ts';

/** When the provider's record is looked at instead of a second call, in milliseconds. */
const lookAfterMillis = 10_000;

/**
 * Gives a claimed message to the provider and records what it said; the row then tells the outcome. An acceptance
 * lifts the pauses that this message probed.
 *
 * @throws ApplicationFailure when the answer asks for another attempt.
 */
export const send = async (
  deps: GateDeps,
  provider: Provider,
  input: DeliverInput,
  row: MessageRow,
  probes: readonly PauseKey[],
): Promise<MessageRow> => {
  const { db, clock, logger, pace } = deps;
  const answer = await call(provider, row);
  if (answer.answer !== 'accepted') {
    logger.warn({ run: row.runId, step: row.step, answer: answer.answer, detail: answer.detail }, 'not accepted');
  }
  // Another attempt of the same step may have settled the row meanwhile: then that is the outcome.
  const written = async (after: MessageRow | undefined) => after ?? (await readStep(db, input))!;
  const record = async (): Promise<MessageRow> => {
    switch (answer.answer) {
      case 'accepted': {
        const acceptedAt = new Date(clock.now());
        const after = await recordAccepted(db, row.id, { providerId: answer.id, acceptedAt });
        return written(after && { ...row, ...after });
      }
      case 'never': {
        const after = await written(await recordNever(db, row.id, answer.reason, answer.detail));
        if (answer.recipient) await suppressRecipient(db, row, answer.recipient, new Date(clock.now()));
        return after;
      }
      case 'conflict':
        logger.error({ run: row.runId, step: row.step, alert: true }, 'the key was used before with another body');
        return lookUp(deps, provider, input, row, { giveUp: answer.detail, beforeClaimMillis: provider.keyTtlMillis });
      case 'refused':
        throw await refuse(deps, provider, row, answer);
      case 'uncertain': {
        await recordUncertain(db, row.id, answer.detail);
        if (provider.replaysErrors && answer.answered) {
          return lookUp(deps, provider, input, row, { giveUp: `the key is always answered so: ${answer.detail}` });
        }
        const after = provider.supportsKey ? answer.retryAfterMillis : lookAfterMillis;
        throw askAgain('uncertain', answer.detail, after);
      }
      default:
        return answer satisfies never;
    }
  };
  try {
    return await record();
  } finally {
    // After the record: what the provider said of this message matters more than what it says of the next.
    await pace.heed(provider, answer);
    if (answer.answer === 'accepted') await lift(deps, probes);
  }
};

const lift = async ({ db, logger }: GateDeps, pauses: readonly PauseKey[]): Promise<void> => {
  for (const { provider, sender } of pauses) {
    if (await liftPause(db, { provider, sender })) logger.info({ provider, sender }, 'provider accepts again');
  }
};

/** One call that always ends in time and always has an answer. */
export const call = async (
  provider: Provider,
  row: Pick<MessageRow, 'key' | 'id' | 'frozen' | 'claimedAt'>,
): Promise<ProviderAnswer> => {
  const timer = new AbortController();
  const timedOut = new Promise<ProviderAnswer>((resolve) => {
    timer.signal.addEventListener('abort', () => resolve({ answer: 'uncertain', detail: 'no answer in time' }));
  });
  const timeout = setTimeout(() => timer.abort(), provider.timeoutMillis);
  try {
    return await Promise.race([
      provider.send({
        key: row.key,
        messageId: row.id,
        message: canonical(row.frozen!),
        claimedAt: toInstant(row.claimedAt!.getTime()),
        signal: timer.signal,
      }),
      timedOut,
    ]);
  } catch (error) {
    // The call may have gone out before it broke.
    return { answer: 'uncertain', detail: `the provider's adapter broke: ${(error as Error).name}` };
  } finally {
    clearTimeout(timeout);
  }
};
