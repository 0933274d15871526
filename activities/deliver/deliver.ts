import { ApplicationFailure } from '@temporalio/activity';
import { errorCode } from '../../db/error-code.ts';
import type { MessageRow } from '../../db/ledger/ledger.ts';
import type { PauseKey } from '../../db/ledger/provider-pauses.ts';
import { readHold } from '../../db/road/restored.ts';
import type { DeliverInput, DeliverResult } from '../../domain/delivery.ts';
import type { FailedReason, WithheldReason } from '../../domain/reasons.ts';
import type { Plan } from '../../domain/run.ts';
import { realTime } from '../../domain/time/clock.ts';
import { toInstant } from '../../domain/time/instant.ts';
import { type Decision, decide } from './decide/decide.ts';
import type { Provider } from '../providers/provider.ts';
import type { GateDeps } from './deps.ts';
import { askAgain, gateFailed } from './failures.ts';
import { lookAgainMillis } from './prepare/admit.ts';
import { lookUp } from './send/look-up.ts';
import { prepare } from './prepare/prepare.ts';
import { send } from './send/send.ts';

/** How often one attempt renders anew for a customer whose facts keep changing. */
const maxRounds = 5;

/**
 * The gate: prepare without a lock, decide under the customer's lock, give to the provider, record. Safe
 * to call again after any failure and at the same time as another attempt of the same step.
 *
 * @throws ApplicationFailure when Temporal has to ask again; it holds no personal data.
 */
export const deliver = async (deps: GateDeps, input: DeliverInput): Promise<DeliverResult> => {
  try {
    return await pass(deps, input);
  } catch (error) {
    if (error instanceof ApplicationFailure) throw error;
    const code = errorCode(error);
    deps.logger.error({ run: input.run, step: input.step, code }, 'the gate could not decide');
    throw gateFailed(code);
  }
};

const pass = async (deps: GateDeps, input: DeliverInput): Promise<DeliverResult> => {
  const provider = deps.providers[input.channel];
  for (let round = 0; round < maxRounds; round++) {
    const prepared = await prepare(deps, input);
    if (!prepared) {
      // A restored database may be told of it yet; until then nothing is decided for good.
      if (await readHold(deps.db)) throw askAgain('later', 'a run that a restore forgot', lookAgainMillis);
      return { outcome: 'withheld', reason: 'run_over', plan: planOf(deps, { calendar: [] }) };
    }
    const decision = await decide(deps, provider, input, prepared);
    if (decision.kind !== 'send') prepared.admission?.giveBack();
    if (decision.kind === 'changed') continue;
    const row = await carryOut(deps, provider, input, decision, prepared.admission?.probes ?? []);
    return resultOf(deps, input, row, planOf(deps, decision.plan));
  }
  throw askAgain('changed', `the facts changed ${maxRounds} times while the message was rendered`, 1_000);
};

/** What follows a decision, outside of its transaction; the row then tells the outcome. */
const carryOut = async (
  deps: GateDeps,
  provider: Provider | undefined,
  input: DeliverInput,
  decision: Exclude<Decision, { kind: 'changed' }>,
  probes: readonly PauseKey[],
): Promise<MessageRow> => {
  switch (decision.kind) {
    case 'settled':
      return decision.row;
    case 'send':
      return send(deps, provider!, input, decision.row, probes);
    case 'look':
      return lookUp(deps, provider, input, decision.row, decision);
    case 'wait':
      throw askAgain(
        'uncertain',
        'nothing is given to the provider at the moment',
        decision.until - realTime(deps.clock.now(), deps.demoClock),
      );
    default:
      return decision satisfies never;
  }
};

const planOf = ({ demoClock }: GateDeps, plan: Omit<Plan, 'clock'>): Plan => ({
  ...plan,
  ...(demoClock && { clock: demoClock }),
});

/** Whether a change of plan may bring the instant forward: then the run waits by itself, and hears of it. */
const isMovable = ({ props }: DeliverInput, reason: MessageRow['reason']): reason is 'touched' | 'early' =>
  reason === 'touched' || (reason === 'early' && props['campaignId'] !== undefined);

/** What the ledger's row means for the run. */
const resultOf = ({ clock, demoClock }: GateDeps, input: DeliverInput, row: MessageRow, plan: Plan): DeliverResult => {
  switch (row.state) {
    case 'accepted':
    case 'delivered':
    case 'bounced':
    case 'complained':
      return { outcome: 'accepted', messageId: row.id, plan };
    case 'withheld':
      return { outcome: 'withheld', reason: row.reason as WithheldReason, plan };
    case 'failed':
      return { outcome: 'failed', reason: row.reason as FailedReason, plan };
    case 'unknown':
      return { outcome: 'unknown', plan };
    case 'planned': {
      const at = row.notBefore!.getTime();
      if (isMovable(input, row.reason)) return { outcome: 'later', at: toInstant(at), reason: row.reason, plan };
      throw askAgain(
        'later',
        `not before ${toInstant(at)} (${row.reason})`,
        realTime(at, demoClock) - realTime(clock.now(), demoClock),
      );
    }
    case 'claimed':
      // Another attempt of the same step claimed while this one recorded.
      throw askAgain('uncertain', 'another attempt of this step is under way', 1_000);
    default:
      throw gateFailed(`state ${String(row.state satisfies never)}`);
  }
};
