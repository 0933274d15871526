import type { Queries } from '../../../db/client.ts';
import type { GateFacts } from '../../../db/facts/read-facts.ts';
import {
  noteSmsTakes,
  putBackSms,
  shareOut,
  type SmsBudgetKey,
  type SmsTake,
  takeOfBudget,
} from '../../../db/sms/budget.ts';
import type { RuleContext } from '../../../domain/rules/context.ts';
import { stepCost } from '../../../domain/sms/cost.ts';

/** What a text or WhatsApp message costs, and what was taken for it of the day's money. */
export interface SmsMoney {
  /** Null: it has none. */
  readonly segments: number | null;
  readonly cost: number;
  /** Says, when the claim stands, what it took. */
  readonly note: (message: string) => Promise<void>;
  readonly putBack: () => Promise<void>;
}

/** Takes the money of a text or WhatsApp message for a claim, in its transaction; undefined: it is none, and costs nothing. */
export const takeSmsMoney = async (
  transaction: Queries,
  { sms, whatsapp, step, policy }: Pick<RuleContext, 'sms' | 'whatsapp' | 'step' | 'policy'>,
  { smsSpend, run }: Pick<GateFacts, 'smsSpend' | 'run'>,
  message: string,
): Promise<SmsMoney | undefined | 'none left'> => {
  if (!sms || !smsSpend) return undefined;
  const segments = whatsapp ? null : (sms.segments ?? 1);
  const cost = stepCost({ sms, whatsapp, policy });
  const key: SmsBudgetKey = { store: run.storeId, purpose: step.purpose, day: smsSpend.today };
  const budget = policy.sms.dailyBudget[step.purpose];
  if (!smsSpend.begun || smsSpend.capacity !== budget) await shareOut(transaction, key, budget);
  const takes: readonly SmsTake[] | undefined = cost === 0 ? [] : await takeOfBudget(transaction, key, message, cost);
  if (!takes) return 'none left';
  return {
    segments,
    cost,
    note: async (id) => noteSmsTakes(transaction, key, id, takes),
    putBack: async () => putBackSms(transaction, key, takes),
  };
};
