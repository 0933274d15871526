import {
  type MessageRow,
  readStep,
  recordAccepted,
  recordNever,
  recordRefused,
  recordUncertain,
  recordUnknown,
} from '../../db/ledger.ts';
import type { DeliverInput } from '../../domain/delivery.ts';
import { toInstant } from '../../domain/time/instant.ts';
import type { Provider, ProviderAnswer } from '../providers/provider.ts';
import type { GateDeps } from './deps.ts';
import { askAgain } from './failures.ts';
import { canonical } from './freeze.ts';

/**
 * Gives a claimed message to the provider and records what it said; the row then tells the outcome.
 *
 * @throws ApplicationFailure when the answer asks for another attempt.
 */
export const send = async (
  deps: GateDeps,
  provider: Provider,
  input: DeliverInput,
  row: MessageRow,
): Promise<MessageRow> => {
  const answer = await call(provider, row);
  // Another attempt of the same step may have settled the row meanwhile: then that is the outcome.
  const written = async (after: MessageRow | undefined) => after ?? (await readStep(deps.db, input))!;
  if (answer.answer !== 'accepted') {
    deps.logger.warn(
      { run: row.runId, step: row.step, answer: answer.answer, detail: answer.detail },
      'not accepted by the provider',
    );
  }
  switch (answer.answer) {
    case 'accepted':
      return written(await recordAccepted(deps.db, row.id, accepted(deps, answer.id)));
    case 'never':
      return written(await recordNever(deps.db, row.id, answer.reason, answer.detail));
    case 'conflict':
      return written(await recordUnknown(deps.db, row.id, answer.detail));
    case 'refused':
      await recordRefused(deps.db, row.id, answer.detail);
      throw askAgain('refused', answer.detail, answer.retryAfterMillis);
    case 'uncertain':
      await recordUncertain(deps.db, row.id, answer.detail);
      throw askAgain('uncertain', answer.detail, answer.retryAfterMillis);
    default:
      return answer satisfies never;
  }
};

const accepted = ({ clock }: GateDeps, providerId: string) => ({ providerId, acceptedAt: new Date(clock.now()) });

/** One call that always ends in time and always has an answer. */
const call = async (provider: Provider, row: MessageRow): Promise<ProviderAnswer> => {
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
